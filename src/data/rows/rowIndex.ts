import type { Cell, Field, Row } from "../../model/field.ts"
import type { Query, SortKey } from "../../model/query.ts"
import { searchesText } from "../../model/where.ts"
import { rowFilter, searchedFields, textReader, wordsOf } from "../../model/search.ts"
import { pageOf } from "./answer.ts"
import { tallyOf, without } from "./countRows.ts"
import type { Counts } from "./countRows.ts"
import { Column, packCells } from "./column.ts"
import type { PackedCells } from "./column.ts"
import { inOrder, rankCells } from "./ranks.ts"
import type { Ranks } from "./ranks.ts"
import { byRelevance, nameIn } from "./relevance.ts"
import { lineIn, SearchText } from "./searchText.ts"
import { similarNames } from "./similar.ts"

/** Cells of some rows, column by column in the order of the index's fields. */
export type Columns = readonly PackedCells[]

/** Rows are named by their slots: the numbers under which the index knows them. */
export type Found = {
  readonly slots: Uint32Array
  readonly matching: number
  readonly similar?: readonly string[]
}

/** Which slots hold `filter` and have all of `words`. */
type Hits = {
  readonly filter: string
  readonly words: readonly string[]
  readonly mask: Uint8Array
}

/**
 * Kinds that take longest to rank, for no two values are the same, and that few sort by. Like prose they
 * are not ranked beforehand: a search that comes meanwhile would wait a quarter of a second behind each.
 */
const rarelySorted: ReadonlySet<Field["kind"]> = new Set(["digest", "id", "link"])

const keptHits = 8
const keptOrders = 8

/**
 * What of a query decides which rows it filters out, as a key; empty: none. A filter may mean a time
 * before now, so what it found is good for that minute.
 */
const filterKey = ({ filters, where }: Query): string =>
  where === undefined && Object.keys(filters).length === 0
    ? ""
    : JSON.stringify([filters, where, Math.floor(Date.now() / 60_000)])

/** The columns of some rows. */
export const columnsOf = (fields: readonly Field[], rows: readonly Row[]): Columns =>
  fields.map(({ id }) => packCells(rows.map((row) => row.cells[id])))

const cellsAt = function* (column: Column, slots: Uint32Array): Generator<Cell | undefined> {
  for (const slot of slots) yield column.at(slot)
}

/**
 * Answers queries over rows that are all here, at the speed of typing. What it finds is what `answer`
 * finds; how: the text of a row is folded once, each field is ranked once, orders are kept, and a
 * search that has grown looks only at what it found before.
 */
export class RowIndex {
  private readonly fields: readonly Field[]
  private readonly columns: readonly Column[]
  private readonly text = new SearchText()
  private readonly textOf: (row: Row) => string
  /** How many lines of a text stand before its prose. */
  private readonly beforeProse: number
  private readonly ranks = new Map<Field, Ranks>()
  private readonly orders = new Map<string, Uint32Array>()
  private hits: readonly Hits[] = []
  private size = 0
  private trimmed = 0
  private list: Uint32Array = new Uint32Array()
  /** The slot of {@link row}. */
  private at = 0
  /** Shows the cells of one slot after the other as a row, so that no row need be kept or made. */
  private readonly row: Row

  constructor(fields: readonly Field[]) {
    this.fields = fields
    const lines = searchedFields(fields)
    this.columns = fields.map((field) => {
      const line = lines.indexOf(field)
      return new Column(line < 0 ? undefined : (slot) => lineIn(this.text.of(slot), line))
    })
    this.textOf = textReader(fields)
    const prose = lines.findIndex((field) => field.prose)
    this.beforeProse = prose < 0 ? lines.length : prose
    const cells: Record<string, Cell> = {}
    for (const [at, { id }] of fields.entries())
      Object.defineProperty(cells, id, { get: () => this.columns[at]?.at(this.at) })
    this.row = { id: "", cells, raw: undefined }
  }

  /** Takes more rows; they get the next slots. They are no part of the list before {@link arrange}. */
  add(columns: Columns): void {
    for (const [at, part] of columns.entries()) this.columns[at]?.add(part)
    this.size = this.columns[0]?.size ?? 0
    this.hits = []
  }

  /** Says which slots the list has, in which order. */
  arrange(list: Uint32Array): void {
    this.list = list
    this.orders.clear()
  }

  /**
   * Does a piece of what a first search and a first sort would wait for, or of tidying up.
   * @returns whether there is more of it to do
   */
  warm(): boolean {
    if (this.text.size < this.size) {
      this.readText()
      return true
    }
    if (this.trimmed < this.size) {
      for (const column of this.columns) column.trim()
      this.trimmed = this.size
    }
    const field = this.fields.find(
      (one) =>
        !rarelySorted.has(one.kind) && !one.prose && this.ranks.get(one)?.of.length !== this.size,
    )
    if (field) this.ranksOf(field)
    return field !== undefined
  }

  answer(query: Query): Found {
    const order = this.sorted(query.sort)
    const { start, end } = pageOf(query)
    const mask = this.matching(query)
    if (mask && query.ranked) return this.ranked(order, mask, query)
    if (!mask) return { slots: order.slice(start, end), matching: order.length }
    const slots = new Uint32Array(Math.min(order.length, end - start))
    let matching = 0
    for (let at = 0; at < order.length; at += 1) {
      const slot = order[at] ?? 0
      if (mask[slot] === 0) continue
      if (matching >= start && matching < end) slots[matching - start] = slot
      matching += 1
    }
    return { slots: slots.slice(0, Math.max(0, Math.min(end, matching) - start)), matching }
  }

  /** The best matches first, or, where there is none, what is similar among what the filters leave. */
  private ranked(list: Uint32Array, mask: Uint8Array, query: Query): Found {
    const words = wordsOf(query.text)
    const textOf = (slot: number): string => this.text.of(slot)
    const { start, end } = pageOf(query)
    const best = byRelevance(list, mask, words, textOf, this.beforeProse)
    if (best.length > 0 || words.length === 0)
      return { slots: best.slice(start, end), matching: best.length }
    const filter = filterKey(query)
    const left = filter === "" ? undefined : this.filtered(filter, query)
    const byName = new Map<string, number[]>()
    for (const slot of list) {
      if (left?.[slot] === 0) continue
      const name = nameIn(textOf(slot))
      const same = byName.get(name)
      if (same) same.push(slot)
      else byName.set(name, [slot])
    }
    const names = [...byName.keys()]
    const { at, marks } = similarNames(names, words.join(" "))
    const slots = at.flatMap((place) => byName.get(names[place] ?? "") ?? [])
    if (slots.length === 0) return { slots: best, matching: 0 }
    return {
      slots: Uint32Array.from(slots.slice(start, end)),
      matching: slots.length,
      similar: marks,
    }
  }

  /** What `count` finds. */
  count(query: Query, wanted: readonly string[]): Counts {
    return new Map(
      wanted.map((id) => {
        const column =
          this.columns[this.fields.findIndex((field) => field.id === id)] ?? new Column()
        const mask = this.matching(without(query, id))
        const slots = mask ? this.list.filter((slot) => mask[slot] !== 0) : this.list
        return [id, tallyOf(cellsAt(column, slots))]
      }),
    )
  }

  /** Reads the text of what was added, which a first search would wait for. */
  readText(): void {
    if (this.text.size === this.size) return
    const texts: string[] = []
    for (this.at = this.text.size; this.at < this.size; this.at += 1)
      texts.push(this.textOf(this.row))
    this.text.add(texts)
  }

  /**
   * Lets go of texts that stand in the text that is searched as well: names and digests are long, and
   * mostly in small letters as it is.
   * @param from which columns; to read a text takes longer afterwards
   */
  letGo(from: (column: number) => boolean): void {
    this.readText()
    for (const [at, column] of this.columns.entries()) if (from(at)) column.letGo()
  }

  private ranksOf(field: Field): Ranks {
    const before = this.ranks.get(field)
    if (before?.of.length === this.size) return before
    const ranks = rankCells(field, this.columns[this.fields.indexOf(field)] ?? new Column(), before)
    this.ranks.set(field, ranks)
    return ranks
  }

  private sorted(sort: readonly SortKey[]): Uint32Array {
    const keys = sort.flatMap(({ field: id, desc }) => {
      const field = this.fields.find((one) => one.id === id)
      return field ? [{ field, desc }] : []
    })
    const name = JSON.stringify(sort)
    const known = this.orders.get(name)
    if (known) return known
    // By the last key first: each further one keeps the order of those before among its equals.
    const order = keys.reduceRight<Uint32Array>(
      (list, { field, desc }) => inOrder(list, this.ranksOf(field), desc),
      this.list,
    )
    if (this.orders.size === keptOrders) this.orders.clear()
    this.orders.set(name, order)
    return order
  }

  /** Which slots answer the query, its order and page aside; undefined: all. */
  private matching(query: Query): Uint8Array | undefined {
    const words = wordsOf(query.text)
    const filter = filterKey(query)
    if (words.length > 0 || searchesText(query.where)) this.readText()
    const filtered = filter === "" ? undefined : this.filtered(filter, query)
    if (words.length === 0) return filtered
    const wider = this.hits.filter(
      (one) =>
        one.filter === filter && one.words.every((word) => words.some((w) => w.includes(word))),
    )
    const same = wider.find((one) => words.every((word) => one.words.includes(word)))
    if (same) return this.keep(same)
    const among = wider.toSorted((a, b) => b.words.join().length - a.words.join().length)[0]
    return this.keep({ filter, words, mask: this.text.find(words, among?.mask ?? filtered) })
  }

  private filtered(filter: string, query: Query): Uint8Array {
    const known = this.hits.find((one) => one.filter === filter && one.words.length === 0)
    if (known) return this.keep(known)
    const holds = rowFilter(this.fields, { ...query, text: "" }, () => this.text.of(this.at))
    const mask = new Uint8Array(this.size)
    for (this.at = 0; this.at < this.size; this.at += 1) mask[this.at] = holds(this.row) ? 1 : 0
    return this.keep({ filter, words: [], mask })
  }

  /** The last ones used are kept. */
  private keep(hits: Hits): Uint8Array {
    this.hits = [hits, ...this.hits.filter((one) => one !== hits)].slice(0, keptHits)
    return hits.mask
  }
}
