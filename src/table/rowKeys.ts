/**
 * Keys of the rows that are drawn. A row that comes takes the place of one that went, so that its cells
 * get new words and are not made anew: of a list that is searched or scrolled that is most of the work.
 */
export class RowKeys {
  private keys: ReadonlyMap<string, string> = new Map()
  private made = 0
  private box: HTMLElement | null = null
  private readonly held: (box: HTMLElement | null) => ReadonlySet<string>

  /**
   * `held` says which of the rows drawn before must not become another row: what has the focus, the
   * pointer or an open menu belongs to the row it was in.
   */
  constructor(held: (box: HTMLElement | null) => ReadonlySet<string>) {
    this.held = held
  }

  /** Takes the element around the rows. */
  readonly hold = (box: HTMLElement | null): void => {
    this.box = box
  }

  /** Keys for these rows, by their ids, in their order. */
  readonly of = (ids: readonly string[]): readonly string[] => {
    const before = this.keys
    const drawn = new Set(ids)
    const gone = [...before].filter(([id]) => !drawn.has(id))
    const kept = gone.length === 0 ? new Set<string>() : this.held(this.box)
    const free = gone.flatMap(([id, key]) => (kept.has(id) ? [] : [key])).toReversed()
    const keys = new Map<string, string>()
    for (const id of ids) keys.set(id, before.get(id) ?? free.pop() ?? this.next())
    this.keys = keys
    return ids.map((id) => keys.get(id) ?? id)
  }

  private next(): string {
    this.made += 1
    return `row ${this.made}`
  }
}

/**
 * Ids of the rows in a table that somebody points at, works in or has opened something from. Looked for
 * from the inside: whether a row has such a thing in it would be asked of every row, with every frame.
 */
export const heldRows = (box: HTMLElement | null): ReadonlySet<string> => {
  const held = new Set<string>()
  if (!box) return held
  for (const inside of [
    box.querySelector("tr:hover"),
    box.contains(document.activeElement) ? document.activeElement : null,
    ...box.querySelectorAll('[aria-expanded="true"]'),
  ]) {
    const id = inside?.closest("[data-row-id]")?.getAttribute("data-row-id")
    if (typeof id === "string") held.add(id)
  }
  return held
}
