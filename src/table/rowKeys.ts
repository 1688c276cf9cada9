/**
 * Keys of the rows that are drawn. A row that comes takes the place of one that went, so that its cells
 * get new words and are not made anew: of a list that is searched or scrolled that is most of the work.
 *
 * Which one matters, too. React leaves a row where it is only while all before it stood before it: one
 * from the bottom put above the others has every other moved, laid out and painted anew, which made
 * scrolling up cost twice what scrolling down does. So a row that comes takes, in this order, one that
 * went from where it comes to stand, one from further up, which moves alone, or none.
 */
export class RowKeys {
  /** By id, in the order in which the rows stand. */
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
    const before = [...this.keys]
    const placeOf = new Map(before.map(([id], place) => [id, place]))
    const drawn = new Set(ids)
    const free = this.freeOf(before, drawn)
    const stay = ids.flatMap((id) => placeOf.get(id) ?? [])
    // Where few stay, to move them is less than to make all the others.
    const movesThose = drawn.size - stay.length > stay.length
    const keys = new Map<string, string>()
    let above = -1
    let passed = 0
    for (const id of drawn) {
      const own = placeOf.get(id)
      if (own !== undefined) passed += 1
      const below = movesThose ? Infinity : (stay[passed] ?? Infinity)
      const place = own ?? take(free, above, below)
      if (place !== undefined) above = Math.max(above, place)
      keys.set(id, (place === undefined ? undefined : before[place]?.[1]) ?? this.next())
    }
    this.keys = keys
    return ids.map((id) => keys.get(id) ?? id)
  }

  /** The places, in order, of rows that went and may become others. */
  private freeOf(
    before: readonly (readonly [string, string])[],
    drawn: ReadonlySet<string>,
  ): number[] {
    const gone = before.flatMap(([id], place) => (drawn.has(id) ? [] : [{ id, place }]))
    if (gone.length === 0) return []
    const held = this.held(this.box)
    return gone.flatMap(({ id, place }) => (held.has(id) ? [] : place))
  }

  private next(): string {
    this.made += 1
    return `row ${this.made}`
  }
}

/** Takes the first of these places between the two, else the first of all above; undefined: neither. */
const take = (free: number[], above: number, below: number): number | undefined => {
  const at = free.findIndex((place) => place > above)
  const place = free[at]
  if (place !== undefined && place < below) return free.splice(at, 1)[0]
  return at === 0 ? undefined : free.shift()
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
