import type { Done, Target } from "../../model/action.ts"
import type { Call } from "../../model/call.ts"
import type { Input, Values } from "../../model/input.ts"
import { idOf, parentOf } from "../../model/place.ts"
import { ask, path } from "../http.ts"
import type { Params } from "../http.ts"
import { appInputs } from "./apps.ts"
import { textIn } from "./cells.ts"
import { labelInputs } from "./edit.ts"
import { pairsOf } from "./pairs.ts"
import { orAsIn2015, refusal } from "./refusal.ts"
import { CfPackage } from "./wire.ts"

const toApp = (guid: string) => ({ app: { data: { guid } } })

type Asked = {
  /** Of the app that it is for. */
  readonly app: string
  readonly source?: string
  readonly json?: object
}

/** POST /v3/packages, or POST /v3/apps/:guid/packages of 2015. @returns the guid of what was made */
export const post = async (call: Call, { app, source, json = {} }: Asked): Promise<string> => {
  const make = async (at: string, params: Params, body: object): Promise<string> => {
    const answer = await ask(call, {
      path: at,
      params,
      method: "POST",
      json: body,
      schema: CfPackage,
      problem: refusal,
    })
    return answer.body.guid
  }
  return await orAsIn2015(
    () => make("/v3/packages", [["source_guid", source]], { ...json, relationships: toApp(app) }),
    () => make(path`/v3/apps/${app}/packages`, [["source_package_guid", source]], json),
  )
}

/** Labels and annotations, where any were given: servers before 2018 would refuse an empty one. */
export const metadataOf = ({ labels = "", annotations = "" }: Values): object => {
  const given = {
    labels: pairsOf(labels, "labels"),
    annotations: pairsOf(annotations, "annotations"),
  }
  return Object.keys({ ...given.labels, ...given.annotations }).length === 0
    ? {}
    : { metadata: given }
}

export const createInputs = async (call: Call): Promise<readonly Input[]> => {
  const [bits, docker] = await appInputs(call, [
    { id: "app", label: "App", type: "bits", when: { input: "type", is: ["bits"] } },
    { id: "dockerApp", label: "App", type: "docker", when: { input: "type", is: ["docker"] } },
  ])
  const ofDocker = { when: { input: "type", is: ["docker"] } }
  return [
    {
      id: "type",
      label: "Type",
      kind: "choice",
      required: true,
      initial: "bits",
      options: [
        { value: "bits", label: "Bits" },
        { value: "docker", label: "Docker image" },
      ],
    },
    ...(bits ? [{ ...bits, hint: bits.hint ?? "The package then waits for its bits." }] : []),
    ...(docker ? [docker] : []),
    {
      id: "image",
      label: "Image",
      kind: "text",
      required: true,
      example: "registry.example.com/shop:2.4.1",
      ...ofDocker,
    },
    { id: "username", label: "Registry user", kind: "text", ...ofDocker },
    { id: "password", label: "Registry password", kind: "secret", ...ofDocker },
    ...labelInputs(),
  ]
}

const given = (values: Values, ids: readonly string[]): object =>
  Object.fromEntries(ids.flatMap((id) => (values[id] ? [[id, values[id]]] : [])))

/** Makes a package: of bits that are still to come, or of a docker image. */
export const create = async (call: Call, { place }: Target, values: Values): Promise<Done> => {
  const { type = "bits", image = "" } = values
  const isDocker = type === "docker"
  const guid = await post(call, {
    app: (values[isDocker ? "dockerApp" : "app"] ?? "").trim(),
    json: {
      type,
      ...(isDocker
        ? { data: { image: image.trim(), ...given(values, ["username", "password"]) } }
        : {}),
      ...metadataOf(values),
    },
  })
  return {
    place: [...place, { in: "packages", id: guid }],
    ...(isDocker ? {} : { note: "It waits for its bits: upload them from its page." }),
  }
}

export const copyInputs = (call: Call, targets: readonly Target[]): Promise<readonly Input[]> =>
  appInputs(call, [
    {
      id: "app",
      label: "To app",
      type: textIn(targets[0]?.row, "type") === "docker" ? "docker" : "bits",
      not: textIn(targets[0]?.row, "app"),
    },
  ])

/** Copies a package to another app. */
export const copy = async (call: Call, { place }: Target, { app = "" }: Values): Promise<Done> => {
  const guid = await post(call, { app: app.trim(), source: idOf(place, "packages") })
  return { place: [...parentOf(place), { in: "packages", id: guid }] }
}
