import { isDeepStrictEqual } from "node:util"
import { expect } from "vitest"
import { isAbsent } from "../../model/field.ts"
import type { Cell, Field, Row } from "../../model/field.ts"
import type { Fetch } from "../../model/call.ts"
import type { Provider } from "../../model/provider.ts"
import { emptyQuery, reservedParams } from "../../model/query.ts"
import { mapJson } from "./change.ts"
import { isOfKind } from "./kinds.ts"
import { smallPages } from "./lists.ts"
import { callOver, problemOf } from "./subject.ts"
import type { Subject } from "./subject.ts"

/** Columns that only another installation of the API fills, by provider and resource. */
const emptyInTheSandbox: Readonly<Record<string, readonly string[]>> = {
  // Sent by the experimental API of 2015 alone.
  "cloudfoundry packages": ["storeImage"],
  // Null in every payload that is known.
  "vrealize contents": ["mimeType"],
}

/** Every field has one id, which the URL does not need for itself. */
export const saysEachFieldOnce = ({ resource: { fields, title } }: Subject): void => {
  const ids = fields.map((field) => field.id)
  const reserved: readonly string[] = reservedParams
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
  expect(ids.filter((id) => reserved.includes(id) || !/^[a-zA-Z][\w.]*$/.test(id))).toEqual([])
  expect(ids).toContain(title)
  const commons = fields.flatMap((field) => field.common ?? [])
  expect(new Set(commons).size).toBe(commons.length)
  expect(fields.filter((field) => !/^\S(.*\S)?$/.test(field.label))).toEqual([])
  expect(
    fields.filter((field) => (field.itemOnly || field.late) && (field.sort ?? field.filter)),
  ).toEqual([])
}

const isFine = (field: Field, cell: Cell = { absent: "unreadable", said: "" }): boolean =>
  isAbsent(cell) ? cell.absent !== "unreadable" : isOfKind[field.kind](cell)

const misread = (fields: readonly Field[], rows: readonly Row[]): readonly string[] =>
  rows.flatMap((row) =>
    fields
      .filter((field) => !isFine(field, row.cells[field.id]))
      .map((field) => `${field.id} (${field.kind}): ${JSON.stringify(row.cells[field.id])}`),
  )

const absentAs = (rows: readonly Row[], field: Field, why: string): boolean =>
  rows.every((row) => {
    const cell = row.cells[field.id]
    return isAbsent(cell) && cell?.absent === why
  })

/** Every cell is a value of its field's kind, or says why there is none. */
export const readsCellsAsTheirKind = ({ provider, resource, rows }: Subject): void => {
  const { fields } = resource
  const known = new Set(fields.map((field) => field.id))
  expect(rows.flatMap((row) => Object.keys(row.cells).filter((id) => !known.has(id)))).toEqual([])
  expect(misread(fields, rows)).toEqual([])
  const wrongly = fields.filter((field) => {
    const why =
      field.itemOnly || field.late ? "not-loaded" : field.remoteOnly ? "not-provided" : undefined
    return why !== undefined && !absentAs(rows, field, why)
  })
  expect(wrongly).toEqual([])
  // A column without a value in the whole sandbox would be tested by nothing.
  const empty = fields.filter(
    (field) =>
      !field.itemOnly &&
      !field.late &&
      !field.remoteOnly &&
      rows.every((row) => isAbsent(row.cells[field.id])),
  )
  const expected = emptyInTheSandbox[`${provider.id} ${resource.id}`] ?? []
  expect(empty.map((field) => field.id)).toEqual(expected)
}

/** JSON whose members are in order of their names, so that two texts of one object are the same. */
const canonical = (json: unknown): string =>
  JSON.stringify(
    mapJson(json, (value) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    ),
  )

/** `Row.raw` is what came, whole, but for secrets. */
export const keepsWhatTheApiSent = async (subject: Subject): Promise<void> => {
  const { resource, place, fetch, settings } = subject
  const bodies: string[] = []
  const spying: Fetch = async (request) => {
    const response = await fetch(request)
    bodies.push(canonical(await response.clone().json()))
    return response
  }
  const { rows } = await resource.list(callOver(spying, settings), place, smallPages(resource))
  const sent = bodies.join("\n")
  expect(rows.filter((row) => !canonical(row.raw).includes(canonical(row.id)))).toEqual([])
  const changed = rows.map((row) => canonical(row.raw)).filter((raw) => !sent.includes(raw))
  // Registry passwords are taken out before anything else sees them, and leave a word.
  expect(changed.filter((raw) => !raw.includes("(hidden)"))).toEqual([])
}

/** One item asked for by itself is the row of the list, and what only the item has. */
export const getsOneByItself = async ({ resource, place, rows, call }: Subject): Promise<void> => {
  const { get, fields } = resource
  if (!get) return
  for (const row of [rows[0], rows.at(-1)]) {
    if (!row) continue
    const item = await get(call, [...place, { in: resource.id, id: row.id }])
    expect(item.id).toBe(row.id)
    expect(misread(fields, [item])).toEqual([])
    const other = fields.filter(
      ({ id, itemOnly }) => !itemOnly && !isDeepStrictEqual(item.cells[id], row.cells[id]),
    )
    expect(other).toEqual([])
    const unread = fields.filter(({ id, late }) => {
      const cell = item.cells[id]
      return !late && isAbsent(cell) && cell?.absent === "not-loaded"
    })
    expect(unread).toEqual([])
  }
  const lost = await problemOf(get(call, [...place, { in: resource.id, id: "no such thing" }]))
  expect(["missing", "invalid"]).toContain(lost.trouble)
}

/** What costs a call of its own: every late field, as its kind; what is not there says why. */
export const fillsLateCells = async (subject: Subject): Promise<void> => {
  const { resource, place, rows, call } = subject
  const { fill } = resource
  const late = resource.fields.filter((field) => field.late)
  expect(fill !== undefined).toBe(late.length > 0)
  if (!fill) return
  const some = [rows[0], rows[Math.floor(rows.length / 2)], rows.at(-1)].filter(
    (row) => row !== undefined,
  )
  const filled = await Promise.all(
    some.map(async (row) => ({
      ...row,
      cells: await fill(call, [...place, { in: resource.id, id: row.id }], row),
    })),
  )
  for (const { cells } of filled)
    expect(Object.keys(cells).toSorted()).toEqual(late.map(({ id }) => id).toSorted())
  expect(misread(late, filled)).toEqual([])
  const open = late.filter((field) =>
    filled.some(({ cells }) => absentAs([{ id: "", raw: 0, cells }], field, "not-loaded")),
  )
  expect(open).toEqual([])
}

/** The parts of an item, of each of its artifacts: tables whose rows are told apart and read as their kind. */
export const showsItsParts = async ({ resource, place, rows, call }: Subject): Promise<void> => {
  const [first] = rows
  if (!first) return
  const at = [...place, { in: resource.id, id: first.id }]
  for (const { id, variants, load } of resource.parts ?? []) {
    for (const variant of variants?.map((one) => one.id) ?? [undefined]) {
      const { blocks } = await load(call, at, variant)
      expect([id, variant, blocks.length > 0]).toEqual([id, variant, true])
      for (const block of blocks) {
        if (block.kind === "fields") expect(misread(block.fields, [block.row])).toEqual([])
        if (block.kind !== "table") continue
        expect(block.fields.map((field) => field.id)).toContain(block.name)
        expect(new Set(block.rows.map((row) => row.id)).size).toBe(block.rows.length)
        expect(misread(block.fields, block.rows)).toEqual([])
      }
    }
  }
}

/** What can be done is said once, in words, and each dialog has an address of its own. */
export const saysWhatCanBeDone = ({ provider, resource }: Subject): void => {
  const { actions, parts = [], reports = [], upload } = resource
  for (const ids of [actions, parts, reports].map((all) => all.map(({ id }) => id))) {
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
    expect(ids.filter((id) => !/^[a-z][\w-]*$/i.test(id))).toEqual([])
  }
  const known = Object.keys(provider.resources)
  for (const { touches } of [...actions, ...(upload ? [upload] : [])])
    expect(touches.filter((id) => !known.includes(id))).toEqual([])
  expect(actions.filter(({ label }) => !/^[A-Z]/.test(label))).toEqual([])
  expect(reports.filter(({ fileName }) => /[\\/]/.test(fileName))).toEqual([])
}

/** An id may hold anything and is one segment of the address; two dots lead nowhere. */
export const encodesIds = async ({ resource, place, settings }: Subject): Promise<void> => {
  const paths: string[] = []
  const spying: Fetch = (request) => {
    paths.push(new URL(request.url).pathname)
    return Promise.resolve(new Response("{}", { status: 404 }))
  }
  const call = callOver(spying, settings)
  if (!resource.get) return
  const odd = "a/b?c#d%2e@ö"
  await problemOf(resource.get(call, [...place, { in: resource.id, id: odd }]))
  expect(paths.join()).toContain(encodeURIComponent(odd))
  const dots = resource.get(call, [...place, { in: resource.id, id: ".." }])
  expect((await problemOf(dots)).trouble).toBe("invalid")
}

/** What the provider's lists give to the table of all packages; they have something to say in it. */
export const rowsOfTheCommonTable = async (
  provider: Provider,
  call: Subject["call"],
): Promise<readonly Row[]> => {
  const { resource: id, places } = provider.packages
  const resource = provider.resources[id]
  if (!resource) throw new RangeError(`${provider.name} has no ${id}`)
  expect(resource.fields.some((field) => field.common !== undefined)).toBe(true)
  const all = places ? await places(call) : [[]]
  const pages = await Promise.all(
    all.map((place) => resource.list(call, place, { ...emptyQuery, size: 50 })),
  )
  return pages.flatMap((page) => page.rows)
}
