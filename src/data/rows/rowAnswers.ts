import type { Field, Row } from "../../model/field.ts"
import type { Query } from "../../model/query.ts"
import { mostHere, nextOf } from "./answer.ts"
import type { Answer } from "./answer.ts"
import type { Counts } from "./countRows.ts"
import { FarIndexes, RemoteRows } from "./remoteRows.ts"
import { columnsOf, RowIndex } from "./rowIndex.ts"
import { Slots } from "./slots.ts"

/** Answers queries over a list with an index of its own, at once. */
class LocalRows {
  readonly fields: readonly Field[]
  private readonly slots = new Slots()
  private index: RowIndex
  private list: readonly Row[] | undefined

  constructor(fields: readonly Field[]) {
    this.fields = fields
    this.index = new RowIndex(fields)
  }

  answer(list: readonly Row[], query: Query): Answer {
    this.take(list)
    const { slots, matching, similar } = this.index.answer(query)
    return {
      rows: this.slots.rowsAt(slots),
      matching,
      next: nextOf(query, matching),
      ...(similar ? { similar } : {}),
    }
  }

  count(list: readonly Row[], query: Query, wanted: readonly string[]): Counts {
    this.take(list)
    return this.index.count(query, wanted)
  }

  /** Does a piece of what a first search and a first sort would wait for; whether there is more. */
  warm(list: readonly Row[]): boolean {
    this.take(list)
    return this.index.warm()
  }

  private take(list: readonly Row[]): void {
    if (list === this.list) return
    this.list = list
    const { order, fresh, from } = this.slots.take(list)
    if (from === 0) this.index = new RowIndex(this.fields)
    this.index.add(columnsOf(this.fields, fresh))
    this.index.arrange(order)
  }
}

/**
 * What was made for a list, found again by its first or its last row: these stay while a list grows at
 * the other end, and rows are new objects whenever they were fetched anew.
 */
const kept = <T extends { readonly fields: readonly Field[] }>(
  make: (fields: readonly Field[]) => T,
): ((fields: readonly Field[], list: readonly Row[]) => T) => {
  const byRow = new WeakMap<Row, T>()
  return (fields, list) => {
    const ends = [list[0], list.at(-1)].flatMap((row) => row ?? [])
    const one =
      ends.map((row) => byRow.get(row)).find((before) => before?.fields === fields) ?? make(fields)
    for (const row of ends) byRow.set(row, one)
    return one
  }
}

const localOf = kept((fields) => new LocalRows(fields))

/** The answer, worked out here and now. */
export const answerHere = (fields: readonly Field[], list: readonly Row[], query: Query): Answer =>
  localOf(fields, list).answer(list, query)

/** The answer of a search whose best matches come first, wherever it is worked out: see {@link answerAside}. */
export const answerRanked = (
  fields: readonly Field[],
  list: readonly Row[],
  query: Query,
  who?: unknown,
): Promise<Answer | undefined> =>
  list.length > mostHere
    ? answerAside(fields, list, query, who)
    : Promise.resolve(answerHere(fields, list, query))

/** How many rows have each value, worked out here and now. */
export const countHere = (
  fields: readonly Field[],
  list: readonly Row[],
  query: Query,
  wanted: readonly string[],
): Counts => localOf(fields, list).count(list, query, wanted)

/** Gets a piece readier for a first search and a first sort. @returns whether there is more to do */
export const warmHere = (fields: readonly Field[], list: readonly Row[]): boolean =>
  localOf(fields, list).warm(list)

let far: FarIndexes | undefined

const farIndexes = (): FarIndexes => {
  if (far) return far
  const { port1, port2 } = new MessageChannel()
  const made = new FarIndexes(port1)
  far = made
  const worker = new Worker(new URL("./rowWorker.ts", import.meta.url), { type: "module" })
  worker.addEventListener("error", () => made.fail(new Error("The worker did not start")))
  worker.postMessage(undefined, [port2])
  return made
}

const forgotten = new FinalizationRegistry<number>(
  (index) => void far?.order(index, { is: "close" }),
)

const remoteOf = kept((fields) => {
  const made = new RemoteRows(farIndexes(), fields)
  forgotten.register(made, made.index)
  return made
})

/**
 * The answer, worked out in a worker, so that the page stays free. Undefined: overtaken by a later
 * question of who asks about the same list. Where no worker is to be had, it is worked out here.
 * @param who asks, and wants no more than the answer to the latest; several ask about one list
 */
export const answerAside = async (
  fields: readonly Field[],
  list: readonly Row[],
  query: Query,
  who?: unknown,
): Promise<Answer | undefined> => {
  try {
    return await remoteOf(fields, list).answer(list, query, who)
  } catch {
    return answerHere(fields, list, query)
  }
}

/** How many rows have each value, worked out in a worker. Undefined: overtaken by a later question of who asks. */
export const countAside = async (
  fields: readonly Field[],
  list: readonly Row[],
  query: Query,
  wanted: readonly string[],
  who: unknown,
): Promise<Counts | undefined> => {
  try {
    return await remoteOf(fields, list).count(list, query, wanted, who)
  } catch {
    return countHere(fields, list, query, wanted)
  }
}
