import * as v from "valibot"
import type { Done, Target } from "../../model/action.ts"
import { ProviderError } from "../../model/error.ts"
import type { Call } from "../../model/call.ts"
import type { Values } from "../../model/input.ts"
import { idOf } from "../../model/place.ts"
import { ask } from "../http.ts"
import { withScope } from "./list.ts"

const digits = /^[\dA-F]{32}$/

const linesOf = (text = ""): readonly string[] =>
  text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()]))

/** Devices and zones are named in upper case without dashes, unlike packages. */
const idsOf = (text = ""): readonly string[] =>
  text.split(/[\s,;]+/).flatMap((id) => (id === "" ? [] : [id.replaceAll("-", "").toUpperCase()]))

const other = (line: string) => {
  const [id = "", ...rest] = line.split(/[\s,]+/)
  const invocation = rest.join(" ")
  return { arguments: invocation === "" ? [] : [invocation], package: id }
}

/** What comes back is not documented; an id is taken where there is one. */
const Accepted = v.fallback(v.looseObject({ id: v.optional(v.string()) }), {})

/** Devices or zones, as was chosen: the API takes one kind. @throws ProviderError for the form */
const targetOf = (values: Values): object => {
  const kind = values["on"] === "zones" ? "zones" : "devices"
  const refuse = (why: string): ProviderError =>
    new ProviderError({ trouble: "invalid", title: why, fields: { [kind]: why } })
  const ids = idsOf(values[kind])
  if (ids.length === 0) throw refuse(`Give at least one of the ${kind}.`)
  const wrong = ids.find((id) => !digits.test(id))
  if (wrong !== undefined)
    throw refuse(`${wrong} is no id: these have 32 digits and letters from A to F.`)
  return { [kind]: ids }
}

/** POST /packages/v2/executions */
export const deploy = async (call: Call, { place }: Target, values: Values): Promise<Done> => {
  const { name = "", destination = "", keep } = values
  const { body } = await ask(call, {
    path: "/packages/v2/executions",
    method: "POST",
    json: {
      execution: {
        name: name.trim(),
        target: targetOf(values),
        destination: destination.trim(),
        packageExecutions: [
          { arguments: linesOf(values["arguments"]), package: idOf(place, "packages") },
          ...linesOf(values["others"]).map(other),
        ],
        keepResultsLocally: keep === "true",
      },
    },
    schema: Accepted,
    problem: withScope("opticspkgdeploy:create", "deploy packages"),
  })
  return body.id === undefined
    ? { note: "It was taken; the API does not say under which id." }
    : { place: [...place, { in: "executions", id: body.id }] }
}
