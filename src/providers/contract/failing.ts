import { isDeepStrictEqual } from "node:util"
import { expect } from "vitest"
import type { Trouble } from "../../model/error.ts"
import { isAbsent, toneOf } from "../../model/field.ts"
import type { Field, Row } from "../../model/field.ts"
import { textOf } from "../../model/search.ts"
import { answering, changing, withObjectFor, withUnknownMembers, withWord } from "./change.ts"
import type { Documented } from "./errors.ts"
import { readRows, smallPages, wholeList } from "./lists.ts"
import { callOver, difference, problemOf, same } from "./subject.ts"
import type { Subject } from "./subject.ts"

const readThrough = async (
  { resource, place, fetch, settings }: Subject,
  change: (body: unknown) => unknown,
): Promise<readonly Row[]> =>
  await readRows(resource, callOver(changing(fetch, change), settings), place, wholeList(resource))

/** Members that nobody knows change no cell, and are kept. */
export const survivesUnknownMembers = async (subject: Subject): Promise<void> => {
  const { resource, place, rows, fetch, settings } = subject
  const found = await readThrough(subject, withUnknownMembers)
  expect(difference(found, rows)).toEqual(same)
  const fields = resource.fields.filter((field) => field.kind !== "records")
  const before = new Map(rows.map((row) => [row.id, row]))
  for (const row of found) {
    const known = before.get(row.id)?.cells ?? {}
    const changed = fields.filter(({ id }) => !isDeepStrictEqual(row.cells[id], known[id]))
    expect(changed).toEqual([])
    expect(JSON.stringify(row.raw)).toContain("waybillUnknown")
  }
  const [first] = rows
  if (!resource.get || !first) return
  const call = callOver(changing(fetch, withUnknownMembers), settings)
  const item = await resource.get(call, [...place, { in: resource.id, id: first.id }])
  expect(item.id).toBe(first.id)
}

const wordOf = (row: Row, field: Field): string | undefined => {
  const cell = row.cells[field.id]
  return isAbsent(cell) ? undefined : textOf(cell)
}

/** A word that nobody knows is shown as it is, and means nothing good. */
export const survivesUnknownWords = async (subject: Subject): Promise<void> => {
  const { resource, rows } = subject
  const statuses = resource.fields.filter(
    ({ kind, itemOnly, remoteOnly }) =>
      (kind === "status" || kind === "word") && !itemOnly && !remoteOnly,
  )
  for (const field of statuses) {
    const words = [...new Set(rows.flatMap((row) => wordOf(row, field) ?? []))]
    const found = await readThrough(subject, withWord(words, "Quiescent"))
    expect(found.length).toBe(rows.length)
    const said = rows.filter((row) => wordOf(row, field) !== undefined).length
    const kept = found.filter((row) => wordOf(row, field) === "Quiescent").length
    expect([field.id, kept]).toEqual([field.id, said])
    expect(toneOf(field, "Quiescent")).toBe("unknown")
  }
}

/** What is no answer of this API is unreadable; never an empty list, never a crash. */
export const cannotRead = async (subject: Subject, body: string): Promise<void> => {
  const { resource, place, settings } = subject
  const call = callOver(answering(200, body), settings)
  const listed = await problemOf(resource.list(call, place, smallPages(resource)))
  expect(listed.trouble).toBe("unreadable")
  expect(listed.message).not.toContain("<html")
  if (!resource.get) return
  const got = await problemOf(resource.get(call, [...place, { in: resource.id, id: "x" }]))
  expect(got.trouble).toBe("unreadable")
}

/** Another type than documented is unreadable, and the error says where it stands. */
export const refusesOtherTypes = async (subject: Subject): Promise<void> => {
  const wrong = await problemOf(readThrough(subject, withObjectFor(subject.rows[0]?.id ?? "")))
  expect(wrong.trouble).toBe("unreadable")
  expect(wrong.problem.detail).toMatch(/\w+\.\d+/)
}

/** A caller that leaves gets its AbortError, before the request and while it is under way. */
export const staysAnAbort = async (subject: Subject, makeSlow: () => Promise<void>) => {
  const { resource, place, fetch, settings } = subject
  const gone = callOver(fetch, settings, AbortSignal.abort())
  const aborted = { name: "AbortError" }
  await expect(resource.list(gone, place, smallPages(resource))).rejects.toMatchObject(aborted)
  await makeSlow()
  const leaving = new AbortController()
  const call = callOver(fetch, settings, leaving.signal)
  const asked = resource.list(call, place, smallPages(resource))
  leaving.abort()
  await expect(asked).rejects.toMatchObject(aborted)
}

/** A failing list is told as what it is, in words without markup. */
export const tellsAs = async (subject: Subject, trouble: Trouble, status?: number) => {
  const { resource, place, call } = subject
  const error = await problemOf(resource.list(call, place, smallPages(resource)))
  expect(error.trouble).toBe(trouble)
  expect(error.message).not.toContain("<")
  expect(error.problem.status).toBe(status ?? error.problem.status)
}

/** An error as the API documents it becomes the trouble, the words and the numbers that it means. */
export const understands = async (subject: Subject, documented: Documented): Promise<void> => {
  const { resource, place, settings } = subject
  const { status, body, headers = {}, trouble, says = "", hides, problem = {} } = documented
  const text = typeof body === "string" ? body : JSON.stringify(body)
  const call = callOver(answering(status, text, headers), settings)
  const at = [...place, { in: resource.id, id: "x" }]
  const asked = [
    () => resource.list(call, place, smallPages(resource)),
    ...(resource.get ? [() => resource.get?.(call, at)] : []),
  ]
  for (const ask of asked) {
    const before = Date.now()
    const error = await problemOf(Promise.resolve(ask()))
    expect(error.trouble).toBe(trouble)
    expect(error.problem).toMatchObject({ status, ...problem })
    expect(error.problem.detail ?? "").toContain(says)
    expect(error.problem.code ?? "").toContain(documented.code ?? "")
    if (hides !== undefined) expect(error.message).not.toContain(hides)
    if (documented.retryIn === undefined) continue
    const wait = (error.problem.retryAt?.getTime() ?? 0) - before
    expect(Math.abs(wait - documented.retryIn * 1000)).toBeLessThan(5000)
  }
}
