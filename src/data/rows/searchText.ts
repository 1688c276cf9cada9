/** So many rows are one string: long enough to search at full speed, short enough to join again. */
const perBlock = 2048

type Block = {
  readonly text: string
  /** Where each row's text starts; one more for the end. */
  readonly starts: Uint32Array
}

const join = (texts: readonly string[]): Block => {
  const starts = new Uint32Array(texts.length + 1)
  for (const [at, text] of texts.entries()) starts[at + 1] = (starts[at] ?? 0) + text.length + 1
  return { text: texts.join("\n"), starts }
}

/**
 * Marks the rows of a block that have the word; a word never spans rows, for it has no line break.
 * @param among the rows to look at
 */
const mark = (
  { text, starts }: Block,
  word: string,
  hits: Uint8Array,
  among: Uint8Array | undefined,
): void => {
  let row = 0
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, starts[row])) {
    while ((starts[row + 1] ?? Infinity) <= at) row += 1
    hits[row] = among?.[row] ?? 1
    row += 1
  }
}

/** Keeps those hits of a block that have the word as well. */
const keep = ({ text, starts }: Block, word: string, hits: Uint8Array): void => {
  for (let row = hits.indexOf(1); row >= 0; row = hits.indexOf(1, row + 1))
    if (!text.slice(starts[row], starts[row + 1]).includes(word)) hits[row] = 0
}

const countOf = (hits: Uint8Array): number => {
  let count = 0
  for (let row = 0; row < hits.length; row += 1) count += hits[row] ?? 0
  return count
}

/** One line of a text, by its number from 0. */
export const lineIn = (text: string, line: number): string => {
  let from = 0
  for (let at = 0; at < line; at += 1) from = text.indexOf("\n", from) + 1
  const end = text.indexOf("\n", from)
  return text.slice(from, end < 0 ? undefined : end)
}

/** The folded text of every row, in few long strings. */
export class SearchText {
  /** Each has as many rows as any, but for the last. */
  private readonly blocks: Block[] = []
  /** The texts of the last block while it is not full. */
  private open: string[] = []

  /** How many rows it has. */
  get size(): number {
    const full = this.open.length > 0 ? this.blocks.length - 1 : this.blocks.length
    return full * perBlock + this.open.length
  }

  /** The text of a row. */
  of(row: number): string {
    const block = this.blocks[Math.floor(row / perBlock)]
    const at = row % perBlock
    return block ? block.text.slice(block.starts[at], (block.starts[at + 1] ?? 0) - 1) : ""
  }

  /** Takes more rows. */
  add(texts: Iterable<string>): void {
    if (this.open.length > 0) this.blocks.pop()
    for (const text of texts) {
      this.open.push(text)
      if (this.open.length === perBlock) this.close()
    }
    if (this.open.length > 0) this.blocks.push(join(this.open))
  }

  /**
   * The rows that have every word somewhere, as a mask over all of them.
   * @param among rows to look at; absent: all
   */
  find(words: readonly string[], among?: Uint8Array): Uint8Array {
    // The longest is likely the rarest, and what it leaves is all that the others look at.
    const [first = "", ...others] = words.toSorted((a, b) => b.length - a.length)
    const hits = new Uint8Array(this.size)
    let from = 0
    for (const block of this.blocks) {
      const to = from + block.starts.length - 1
      const part = hits.subarray(from, to)
      const before = among?.subarray(from, to)
      if (before && countOf(before) * 8 < before.length) {
        part.set(before)
        keep(block, first, part)
      } else mark(block, first, part, before)
      for (const word of others) keep(block, word, part)
      from = to
    }
    return hits
  }

  private close(): void {
    this.blocks.push(join(this.open))
    this.open = []
  }
}
