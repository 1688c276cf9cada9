import { expect } from "vitest"
import type { Input, Values } from "../../model/input.ts"
import { answering } from "./change.ts"
import { callOver, problemOf, targetOf } from "./subject.ts"
import type { Subject } from "./subject.ts"

/** What a form would send that nobody typed into; what must be typed is some word. */
const valuesOf = (inputs: readonly Input[]): Values =>
  Object.fromEntries(
    inputs.map(({ id, initial, required }) => [id, initial ?? (required ? "1" : "")]),
  )

/** What a form would send in which one thing was changed. */
const changedOf = (inputs: readonly Input[]): Values => {
  const input = inputs.find(({ kind }) => kind === "text" || kind === "long")
  return input ? { [input.id]: `${input.initial ?? ""}1` } : {}
}

/** What inputs have to choose from is there, and no two of it are the same. */
export const hasSomethingToChooseFrom = async ({ resource, call }: Subject): Promise<void> => {
  for (const action of resource.actions)
    for (const { choices } of action.inputs?.([]) ?? []) {
      if (!choices) continue
      const values = (await choices.load(call)).map(({ value }) => value)
      expect(values.length).toBeGreaterThan(0)
      expect(new Set(values).size).toBe(values.length)
    }
}

const files = { name: "package.zip", body: new Blob(["some bytes"]) }

/**
 * Whatever is done or asked for, a refusal is told as one and never as done. An adapter may find fault
 * with what was typed before it asks.
 */
export const tellsThatItWasRefused = async (subject: Subject): Promise<void> => {
  const { resource, place, settings } = subject
  const call = callOver(answering(403, ""), settings)
  const [first] = subject.rows
  const target = first ? targetOf(subject, first) : { place }
  const { upload } = resource
  const asked: readonly (readonly [string, () => Promise<unknown>])[] = [
    ...resource.actions.map((action) => {
      const at = action.on === "list" ? { place } : target
      const run = async (): Promise<unknown> => {
        // What there is to choose from may be seen by whoever may change nothing.
        const inputs = (await action.lookup?.(subject.call, [at])) ?? action.inputs?.([at]) ?? []
        return await action.run(call, at, (action.changes ? changedOf : valuesOf)(inputs))
      }
      return [action.id, run] as const
    }),
    ...(resource.reports ?? []).map(
      ({ id, fetch, variants }) =>
        [id, () => fetch(call, target.place, variants?.[0]?.id)] as const,
    ),
    ...(upload
      ? [
          [
            "upload",
            () =>
              upload.send(
                call,
                files,
                valuesOf(upload.inputs({ name: files.name, size: files.body.size }, place)),
                place,
              ),
          ] as const,
        ]
      : []),
  ]
  for (const [id, ask] of asked) {
    const trouble = await problemOf(Promise.resolve().then(ask)).then(
      (problem) => problem.trouble,
      (cause: unknown) => String(cause),
    )
    expect([id, ["forbidden", "invalid"].includes(trouble)]).toEqual([id, true])
  }
}
