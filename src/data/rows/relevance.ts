/**
 * How well a row answers what was searched, from its folded text: one line a field, the name first.
 * Smaller is better, and the classes never mix: whatever is only found in another field comes after
 * every name, and a longer name after a shorter one of the same class.
 */
const classes = {
  isName: 0,
  isValue: 1,
  startsName: 2,
  startsWords: 3,
  inName: 4,
  elsewhere: 5,
} as const

/** More than any name has letters, so that no length reaches the next class. */
const span = 4096

const isBoundary = (text: string, at: number): boolean =>
  at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))

/** Whether the word stands in the text where a word begins: "core" in "log4j-core". */
const startsWord = (text: string, word: string): boolean => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (isBoundary(text, at)) return true
  return false
}

/** The first lines of a text. */
const headOf = (text: string, lines: number): string => {
  let end = -1
  for (let at = 0; at < lines; at += 1) {
    end = text.indexOf("\n", end + 1)
    if (end < 0) return text
  }
  return text.slice(0, end)
}

const classOf = (
  text: string,
  name: string,
  words: readonly string[],
  phrase: string,
  wholes: number,
): (typeof classes)[keyof typeof classes] => {
  if (name === phrase) return classes.isName
  if (`\n${headOf(text, wholes)}\n`.includes(`\n${phrase}\n`)) return classes.isValue
  if (name.startsWith(phrase)) return classes.startsName
  if (!words.every((word) => name.includes(word))) return classes.elsewhere
  return words.every((word) => startsWord(name, word)) ? classes.startsWords : classes.inName
}

/** The name of a row in its folded text. */
export const nameIn = (text: string): string => {
  const end = text.indexOf("\n")
  return end < 0 ? text : text.slice(0, end)
}

/**
 * A number by which matches are put in order.
 * @param text folded, one line a field, the name first; it has every word
 * @param words folded
 * @param wholes in how many of its first lines it counts that they are the words and nothing else
 */
export const relevance = (text: string, words: readonly string[], wholes = Infinity): number => {
  const name = nameIn(text)
  const found = classOf(text, name, words, words.join(" "), wholes)
  return found * span + Math.min(name.length, span - 1)
}

/**
 * The slots of a list, the best matches first; among equals the list's own order stays.
 * @param among which slots match
 * @param textOf the folded text of a slot
 * @param wholes see {@link relevance}
 */
export const byRelevance = (
  list: Uint32Array,
  among: Uint8Array,
  words: readonly string[],
  textOf: (slot: number) => string,
  wholes: number,
): Uint32Array => {
  const found = list.filter((slot) => among[slot] === 1)
  const scores = Array.from(found, (slot) => relevance(textOf(slot), words, wholes))
  const places = Uint32Array.from(found.keys())
  // One number holds both the score and the place, so that sorting needs no comparator.
  const keys = Float64Array.from(places, (place) => (scores[place] ?? 0) * found.length + place)
  keys.sort()
  return Uint32Array.from(keys, (key) => found[key % found.length] ?? 0)
}
