import { versionOrder } from "../../lib/versions.ts"
import { isAbsent } from "../../model/field.ts"
import type { Field, Value } from "../../model/field.ts"
import { compareValues, textOf } from "../../model/search.ts"
import type { Column } from "./column.ts"
import { sortKey } from "./sortKey.ts"

/** Small numbers, in as few bytes as they take: most columns have few different values. */
type Places = Uint8Array | Uint16Array | Uint32Array

/** Room for as many numbers, none of them greater than `most`. */
const placesFor = (length: number, most: number): Places =>
  most < 2 ** 8
    ? new Uint8Array(length)
    : most < 2 ** 16
      ? new Uint16Array(length)
      : new Uint32Array(length)

/** The rank of each slot by the id of its value; -1: it has none. */
const ranksOf = (ids: Int32Array, rankOfId: Uint32Array, count: number): Ranks => {
  const of = placesFor(ids.length, count)
  for (let slot = 0; slot < of.length; slot += 1) of[slot] = rankOfId[ids[slot] ?? -1] ?? count
  return { of, count }
}

/** Where each row stands in the order of one field. */
export type Ranks = {
  /** By slot, from 0; values that compare as equal share one; `count` where there is no value. */
  readonly of: Places
  /** How many different ranks there are. */
  readonly count: number
}

/** The slots in the order of their ranks, stable, rows without a value last whatever the direction. */
export const inOrder = (slots: Uint32Array, { of, count }: Ranks, desc: boolean): Uint32Array => {
  const place = (slot: number): number => {
    const rank = of[slot] ?? count
    return desc && rank < count ? count - 1 - rank : rank
  }
  const starts = new Uint32Array(count + 2)
  for (const slot of slots) starts[place(slot) + 1] = (starts[place(slot) + 1] ?? 0) + 1
  for (let rank = 1; rank < starts.length; rank += 1)
    starts[rank] = (starts[rank] ?? 0) + (starts[rank - 1] ?? 0)
  const sorted = new Uint32Array(slots.length)
  for (const slot of slots) {
    const rank = place(slot)
    const at = starts[rank] ?? 0
    sorted[at] = slot
    starts[rank] = at + 1
  }
  return sorted
}

/** The number by which {@link compareValues} orders this value among others of its type. */
const measure = (field: Field, value: Value): number | undefined => {
  if (typeof value === "number") return value
  if (typeof value === "boolean") return Number(value)
  if (value instanceof Date) return value.getTime()
  return Array.isArray(value) && field.kind === "records" ? value.length : undefined
}

const typeOf = (value: Value): string => (value instanceof Date ? "date" : typeof value)

/** The place of a number among different ones in ascending order. NaN is the last. */
const placeOf = (sorted: Float64Array, number: number): number => {
  let from = 0
  let to = sorted.length - 1
  while (from < to) {
    const middle = (from + to) >>> 1
    // Written so that NaN, which is less than nothing, is looked for further up.
    if ((sorted[middle] ?? 0) >= number) to = middle
    else from = middle + 1
  }
  return from
}

const rankNumbers = (numbers: Float64Array, absent: Uint8Array): Ranks => {
  // Their own sort needs no comparator, and puts -0 before 0, which comparing takes as one.
  const sorted = numbers.filter((_, slot) => absent[slot] === 0).sort()
  const different = sorted.filter((number, at) => {
    const before = sorted[at - 1]
    return before === undefined || (number !== before && !Number.isNaN(before))
  })
  const of = placesFor(numbers.length, different.length)
  for (let slot = 0; slot < of.length; slot += 1)
    of[slot] = absent[slot] === 1 ? different.length : placeOf(different, numbers[slot] ?? 0)
  return { of, count: different.length }
}

/**
 * Ranks by a comparator over keys; a key is compared once, however many rows have it.
 * @param visit the slots, those first whose order is known already: what comes in order is merged,
 * not sorted again
 */
const rankKeys = <K>(
  cells: Column,
  visit: Uint32Array,
  keyOf: (value: Value) => K,
  compare: (a: K, b: K) => number,
): Ranks => {
  const idOf = new Map<K, number>()
  const ids = new Int32Array(cells.size).fill(-1)
  for (const slot of visit) {
    const cell = cells.at(slot)
    if (isAbsent(cell)) continue
    const key = keyOf(cell)
    const id = idOf.get(key) ?? idOf.size
    if (id === idOf.size) idOf.set(key, id)
    ids[slot] = id
  }
  const rankOfId = new Uint32Array(idOf.size)
  let count = 0
  let last: readonly [K, number] | undefined
  for (const entry of [...idOf].sort(([a], [b]) => compare(a, b))) {
    if (last === undefined || compare(last[0], entry[0]) !== 0) count += 1
    rankOfId[entry[1]] = count - 1
    last = entry
  }
  return ranksOf(ids, rankOfId, count)
}

/** Ranks texts by their plain keys; undefined where some have none. */
const rankPlain = (cells: Column): Ranks | undefined => {
  const keys: string[] = []
  const idOf = new Map<string, number>()
  const ids = new Int32Array(cells.size).fill(-1)
  for (let slot = 0; slot < cells.size; slot += 1) {
    const cell = cells.at(slot)
    if (isAbsent(cell)) continue
    const key = sortKey(textOf(cell))
    if (key === undefined) return undefined
    const id = idOf.get(key) ?? idOf.size
    if (id === idOf.size) {
      idOf.set(key, id)
      keys.push(key)
    }
    ids[slot] = id
  }
  const rankOfId = new Uint32Array(keys.length)
  // Without a comparator: by code units, as the keys are made for.
  for (const [rank, key] of keys.sort().entries()) rankOfId[idOf.get(key) ?? 0] = rank
  return ranksOf(ids, rankOfId, keys.length)
}

/** All slots below `size`, those first that have ranks already, in the order of these. */
const knownFirst = (size: number, before: Ranks | undefined): Uint32Array => {
  const slots = Uint32Array.from({ length: size }, (_, slot) => slot)
  if (before) slots.set(inOrder(slots.subarray(0, before.of.length), before, false))
  return slots
}

/**
 * Ranks the cells of a field as {@link compareValues} orders them. `before`: the ranks of the first of
 * these cells, which saves sorting them again.
 */
export const rankCells = (field: Field, cells: Column, before?: Ranks): Ranks => {
  const bare = cells.measured()
  if (bare) return rankNumbers(bare.numbers, bare.absent)
  const absent = new Uint8Array(cells.size)
  const numbers = new Float64Array(cells.size)
  const types = new Set<string>()
  let measured = true
  for (let slot = 0; slot < cells.size; slot += 1) {
    const cell = cells.at(slot)
    if (isAbsent(cell)) {
      absent[slot] = 1
      continue
    }
    types.add(typeOf(cell))
    const number = measure(field, cell)
    if (number === undefined) measured = false
    else numbers[slot] = number
  }
  if (measured && types.size <= 1) return rankNumbers(numbers, absent)

  const texts = !types.has("number") && !types.has("boolean") && !types.has("date")
  const inWords = field.kind !== "records" && field.kind !== "version"
  const plain = texts && inWords && !(field.kind === "status" && field.options)
  const ranks = plain ? rankPlain(cells) : undefined
  if (ranks) return ranks

  const visit = knownFirst(cells.size, before)
  const compare = (a: Value, b: Value): number => compareValues(field, a, b)
  // Values of several types, or records among texts, are compared as what they are.
  if (!texts || field.kind === "records") return rankKeys(cells, visit, (value) => value, compare)
  return rankKeys(cells, visit, textOf, field.kind === "version" ? versionOrder() : compare)
}
