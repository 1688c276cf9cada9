import { expect } from "vitest"
import type { Action } from "../../model/action.ts"
import { isAbsent } from "../../model/field.ts"
import type { Row } from "../../model/field.ts"
import type { Input } from "../../model/input.ts"
import type { Block } from "../../model/part.ts"
import { isOfKind } from "./kinds.ts"
import { readRows, wholeList } from "./lists.ts"
import { problemOf, targetOf } from "./subject.ts"
import type { Subject } from "./subject.ts"

/** One row of each kind that the list's words tell apart, so that each state is met once. */
const oneOfEach = ({ resource, rows }: Subject): readonly Row[] => {
  const words = resource.fields.filter(({ kind }) => kind === "status" || kind === "word")
  const met = new Map(
    rows.map((row) => [JSON.stringify(words.map(({ id }) => row.cells[id])), row] as const),
  )
  return [...met.values()].slice(0, 12)
}

const isSentence = (text: string): boolean => /^\S.*[.?]$/s.test(text)

const checkInputs = (action: string, inputs: readonly Input[]): void => {
  const ids = inputs.map(({ id }) => id)
  expect([action, new Set(ids).size]).toEqual([action, ids.length])
  for (const input of inputs) {
    expect([action, input.id, input.label]).toEqual([action, input.id, input.label.trim()])
    // A choice of nothing is a dead end.
    if (input.kind === "choice" && input.required)
      expect([action, input.id, input.options?.length ?? 0]).not.toEqual([action, input.id, 0])
    if (input.when) expect(ids).toContain(input.when.input)
    // What a secret was, nobody is told.
    if (input.kind === "secret") expect(input.initial ?? "").toBe("")
  }
}

/** Each action says what it needs and, where it cannot be done now, why not. */
export const saysWhatItNeeds = async (subject: Subject): Promise<void> => {
  const { resource, provider, call, place } = subject
  const ids = resource.actions.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const action of resource.actions) {
    // What changes no list, such as asking for a link, may touch none.
    if (action.risk !== "none")
      expect([action.id, action.touches.length > 0]).toEqual([action.id, true])
    expect(action.touches.filter((id) => !(id in provider.resources))).toEqual([])
    // The same words stand below "Delete 511 packages".
    if (action.bulk)
      expect([action.id, action.about ?? ""]).toEqual([
        action.id,
        expect.not.stringMatching(/\bits?\b/i),
      ])
    const targets =
      action.on === "list" ? [{ place }] : oneOfEach(subject).map((row) => targetOf(subject, row))
    for (const target of targets) {
      const reason = action.blocked?.(target)
      if (reason !== undefined) {
        expect([action.id, reason, isSentence(reason)]).toEqual([action.id, reason, true])
        continue
      }
      const asked = (await action.lookup?.(call, [target])) ?? action.inputs?.([target]) ?? []
      checkInputs(action.id, asked)
    }
  }
  const { upload } = resource
  if (!upload) return
  const file = { name: "some file.zip", size: 1 }
  const asked = (await upload.lookup?.(call, file, place)) ?? upload.inputs(file, place)
  checkInputs("upload", asked)
  // What is filled in for a file is kept with it, and part of how its preflight is remembered.
  expect(asked.filter(({ kind }) => kind === "secret")).toEqual([])
}

const checkBlock = (block: Block): void => {
  if (block.kind === "note") expect(block.title).toMatch(/^\S.*[.?:]$/s)
  if (block.kind === "outcomes") {
    const ids = block.items.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  }
  if (block.kind !== "fields" && block.kind !== "table") return
  const rows = block.kind === "fields" ? [block.row] : block.rows
  const wrong = rows.flatMap((row) =>
    block.fields.filter(({ id, kind }) => {
      const cell = row.cells[id]
      return cell === undefined || (!isAbsent(cell) && !isOfKind[kind](cell))
    }),
  )
  expect(wrong).toEqual([])
  if (block.kind === "table") {
    expect(block.fields.map(({ id }) => id)).toContain(block.name)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  }
}

/** Each part of an item loads, whatever the item's state, and is made of what can be drawn. */
export const showsItsParts = async (subject: Subject): Promise<void> => {
  const { resource, call } = subject
  for (const part of resource.parts ?? [])
    for (const row of oneOfEach(subject)) {
      const { blocks } = await part.load(call, targetOf(subject, row).place, part.variants?.[0]?.id)
      expect([part.id, blocks.length > 0]).toEqual([part.id, true])
      blocks.forEach(checkBlock)
    }
}

const deletion = (actions: readonly Action[]): Action | undefined =>
  actions.find(({ id }) => id === "delete")

/** What is deleted is gone, and whoever deletes it once more is told so and not that it failed. */
export const deletesOnce = async (subject: Subject): Promise<void> => {
  const { resource, place, call, rows } = subject
  const remove = deletion(resource.actions)
  if (!remove) return
  expect(remove.risk).toBe("destructive")
  const row = rows.find((one) => remove.blocked?.(targetOf(subject, one)) === undefined)
  if (!row) throw new RangeError(`No one of the ${resource.many} may be deleted.`)
  const target = targetOf(subject, row)
  await remove.run(call, target, {})
  const left = await readRows(resource, call, place, wholeList(resource))
  expect(left.filter(({ id }) => id === row.id)).toEqual([])
  expect(left.length).toBe(rows.length - 1)
  if (resource.get) {
    const lost = await problemOf(resource.get(call, target.place))
    expect(lost.trouble).toBe("missing")
  }
  const again = await remove.run(call, target, {})
  expect(again?.note).toMatch(/gone/)
}
