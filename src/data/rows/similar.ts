import uFuzzy from "@leeoniya/ufuzzy"

/**
 * One slip of the finger a word: a letter left out, added, changed, or swapped with the next, the
 * first letter too. Short words allow less, since everything is similar to them.
 */
const options = {
  unicode: true,
  interSplit: String.raw`[^\p{L}\d']+`,
  intraSplit: String.raw`\p{Ll}\p{Lu}`,
  intraBound: String.raw`\p{L}\d|\d\p{L}|\p{Ll}\p{Lu}`,
  intraChars: String.raw`[\p{L}\d']`,
  intraContr: String.raw`'\p{L}{1,2}\b`,
  /** SingleError: the enumeration of its types does not exist when it runs. */
  intraMode: 1,
}
const fuzzy = new uFuzzy({
  ...options,
  intraSlice: [0, Infinity],
  intraIns: 1,
  intraSub: 1,
  intraTrn: 1,
  intraDel: 1,
})

/** More similar names are no help to anyone. */
const most = 1000

/** Names that are like a text, and what in them is. */
export type Similar = {
  /** Places among the names, the most similar first. */
  readonly at: readonly number[]
  /** The parts of the names for which they were found, to be marked. */
  readonly marks: readonly string[]
}

const none: Similar = { at: [], marks: [] }

/** What a name has in place of the text, from pairs of start and end. */
const partsOf = (name: string, ranges: readonly number[]): readonly string[] =>
  ranges.flatMap((start, at) => (at % 2 === 0 ? name.slice(start, ranges[at + 1]) : []))

/**
 * The names that differ from a text by a slip in each word, the words in any order of up to three.
 * @param names folded, each once
 */
export const similarNames = (names: string[], text: string): Similar => {
  const [found, info, order] = fuzzy.search(names, text, 3, most)
  if (found === null) return none
  if (info === null) return { at: found.slice(0, most), marks: [] }
  const marks = new Set(
    order.flatMap((at) => partsOf(names[info.idx[at] ?? 0] ?? "", info.ranges[at] ?? [])),
  )
  return { at: order.flatMap((at) => info.idx[at] ?? []), marks: [...marks] }
}
