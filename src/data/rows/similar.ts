import { slipsForgiven } from "../../lib/slips.ts"

/** More similar names are no help to anyone. */
const most = 1000

/** Longer names are looked at as far as this; a place in one fits below a slip in a number. */
const span = 4096

/** Fewer letters in all are in almost any name. */
const leastLetters = 4

/** A stretch of a name that a typed word may have been meant for. */
type Stretch = {
  /** How many slips turn the word into it. */
  readonly slips: number
  readonly start: number
  readonly end: number
  /** It begins where a word of the name begins. */
  readonly atWord: boolean
}

const wordParts = /[^\p{L}\p{N}]+/u

const beginsWord = (name: string, at: number): boolean =>
  at === 0 || wordParts.test(name.charAt(at - 1))

const isBetter = (one: Stretch, than: Stretch | undefined): boolean => {
  if (!than) return true
  if (one.slips !== than.slips) return one.slips < than.slips
  if (one.atWord !== than.atWord) return one.atWord
  return one.start === than.start && one.end > than.end
}

/**
 * Finds the stretch of a name that a word is most like: Sellers' algorithm, with swapped neighbours as
 * one slip (optimal string alignment). A cell says how many slips lie between the beginning of the word
 * and a stretch of the name that ends here, and, in its lower digits, where that stretch starts; so the
 * smaller of two cells is the one to keep.
 */
class SlippedWord {
  private readonly word: string
  private readonly forgiven: number
  /** The cells for the letter of the name before the last, for the last, and for this one. */
  private older: Int32Array
  private old: Int32Array
  private now: Int32Array

  constructor(word: string) {
    this.word = word.slice(0, span - 1)
    this.forgiven = slipsForgiven(word)
    this.older = new Int32Array(this.word.length + 1)
    this.old = new Int32Array(this.word.length + 1)
    this.now = new Int32Array(this.word.length + 1)
  }

  /** Undefined: the name has nothing like it. */
  findIn(name: string): Stretch | undefined {
    return this.forgiven === 0 ? this.findExactly(name) : this.findSlipped(name)
  }

  private findExactly(name: string): Stretch | undefined {
    let best: Stretch | undefined
    for (
      let start = name.indexOf(this.word);
      start >= 0;
      start = name.indexOf(this.word, start + 1)
    ) {
      const end = start + this.word.length
      const found: Stretch = { slips: 0, start, end, atWord: beginsWord(name, start) }
      if (isBetter(found, best)) best = found
      if (found.atWord) break
    }
    return best
  }

  private findSlipped(name: string): Stretch | undefined {
    const { length } = this.word
    for (let at = 0; at <= length; at += 1) this.old[at] = at * span
    let reached = this.forgiven
    let best: Stretch | undefined
    for (let end = 1; end <= Math.min(name.length, span - 1); end += 1) {
      reached = this.step(name, end, reached)
      if (reached === length) {
        const cell = this.now[length] ?? 0
        const start = cell % span
        const slips = Math.floor(cell / span)
        const found: Stretch = { slips, start, end, atWord: beginsWord(name, start) }
        if (isBetter(found, best)) best = found
      }
      ;[this.older, this.old, this.now] = [this.old, this.now, this.older]
    }
    return best
  }

  /**
   * Fills the cells for the stretches that end before `end`.
   * @param reached the last cell of the letter before with no more slips than are forgiven; none but
   * the one after it can be the last now, since a letter more never takes a slip back
   * @returns the same for this letter
   */
  private step(name: string, end: number, reached: number): number {
    const { word, older, old, now } = this
    const letter = name.charCodeAt(end - 1)
    const before = end > 1 ? name.charCodeAt(end - 2) : -1
    const tooMany = (this.forgiven + 1) * span
    const top = Math.min(word.length, reached + 1)
    let last = 0
    now[0] = end
    for (let at = 1; at <= top; at += 1) {
      const typed = word.charCodeAt(at - 1)
      let cell = (old[at - 1] ?? 0) + (typed === letter ? 0 : span)
      cell = Math.min(cell, (old[at] ?? 0) + span, (now[at - 1] ?? 0) + span)
      if (at > 1 && typed === before && word.charCodeAt(at - 2) === letter)
        cell = Math.min(cell, (older[at - 2] ?? 0) + span)
      now[at] = cell
      if (cell < tooMany) last = at
    }
    if (top < word.length) now[top + 1] = tooMany
    return last
  }
}

/** Names that are like a text, and what in them is. */
export type Similar = {
  /** Places among the names, the most similar first. */
  readonly at: readonly number[]
  /** The parts of the names for which they were found, to be marked. */
  readonly marks: readonly string[]
}

type Match = { readonly at: number; readonly score: number; readonly parts: readonly string[] }

/** Smaller is better: fewer slips, then more words at the beginning of one, then a shorter name. */
const scoreOf = (name: string, stretches: readonly Stretch[]): number => {
  const slips = stretches.reduce((sum, one) => sum + one.slips, 0)
  const within = stretches.filter(({ atWord }) => !atWord).length
  return (slips * (stretches.length + 1) + within) * span + Math.min(name.length, span - 1)
}

/**
 * The names that have every word of a text but for the slips that each is forgiven, in any order. The
 * words are what stands between signs, so that one sign in place of another is no slip.
 * @param names folded, each once
 * @param text folded
 */
export const similarNames = (names: readonly string[], text: string): Similar => {
  const parts = text.split(wordParts).filter((part) => part !== "")
  if (parts.join("").length < leastLetters) return { at: [], marks: [] }
  const words = [...new Set(parts)].map((word) => new SlippedWord(word))
  const matches: Match[] = []
  for (const [at, name] of names.entries()) {
    const stretches: Stretch[] = []
    for (const word of words) {
      const found = word.findIn(name)
      if (!found) break
      stretches.push(found)
    }
    if (stretches.length === words.length)
      matches.push({
        at,
        score: scoreOf(name, stretches),
        parts: stretches.map(({ start, end }) => name.slice(start, end)),
      })
  }
  const best = matches.toSorted((a, b) => a.score - b.score).slice(0, most)
  return { at: best.map(({ at }) => at), marks: [...new Set(best.flatMap((one) => one.parts))] }
}
