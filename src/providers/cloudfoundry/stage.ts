import * as v from "valibot"
import type { Done, Target } from "../../model/action.ts"
import { ProviderError } from "../../model/error.ts"
import type { Call } from "../../model/call.ts"
import { isAbsent } from "../../model/field.ts"
import type { Values } from "../../model/input.ts"
import { idOf } from "../../model/place.ts"
import { ask, path } from "../http.ts"
import { follow } from "./follow.ts"
import type { Stage } from "./follow.ts"
import { isUnknownRoute, refusal } from "./refusal.ts"

/** A build of today: STAGING, then STAGED or FAILED. */
const Build = v.looseObject({
  guid: v.string(),
  state: v.string(),
  error: v.nullish(v.string()),
  droplet: v.nullish(v.looseObject({ guid: v.nullish(v.string()) })),
})
/** In 2015 staging made the droplet, which went through the same states, and PENDING before. */
const Droplet = v.looseObject({
  guid: v.string(),
  state: v.string(),
  error: v.nullish(v.string()),
})

type Result = {
  readonly guid: string
  readonly error: string | undefined
  readonly droplet: string | undefined
}

const isEnd = (state: string): boolean => !/^(?:STAGING|PENDING)$/i.test(state)

const ofBuild = (build: v.InferOutput<typeof Build>): Stage<Result> => ({
  word: build.state,
  ended: isEnd(build.state),
  value: {
    guid: build.guid,
    error: build.error ?? undefined,
    droplet: build.droplet?.guid ?? undefined,
  },
})

const ofDroplet = ({ guid, state, error }: v.InferOutput<typeof Droplet>): Stage<Result> => ({
  word: state,
  ended: isEnd(state),
  value: { guid, error: error ?? undefined, droplet: guid },
})

const megabytes = (text: string | undefined): number | undefined =>
  text?.trim() ? Number(text) : undefined

/** What was asked for; what was left out, the platform decides. */
const bodyOf = (guid: string, { memory, disk, buildpacks = "", stack = "" }: Values): object => {
  const names = buildpacks.split(/[\s,]+/).filter((name) => name !== "")
  const data = {
    ...(names.length === 0 ? {} : { buildpacks: names }),
    ...(stack.trim() === "" ? {} : { stack: stack.trim() }),
  }
  return {
    package: { guid },
    ...(Object.keys(data).length === 0 ? {} : { lifecycle: { type: "buildpack", data } }),
    staging_memory_in_mb: megabytes(memory),
    staging_disk_in_mb: megabytes(disk),
  }
}

/** POST /v3/builds, and GET /v3/builds/:guid until it has ended. */
const stageToday = async (call: Call, guid: string, values: Values): Promise<Stage<Result>> => {
  const { body } = await ask(call, {
    path: "/v3/builds",
    method: "POST",
    json: bodyOf(guid, values),
    schema: Build,
    problem: refusal,
  })
  return await follow(call, ofBuild(body), async () => {
    const next = await ask(call, {
      path: path`/v3/builds/${body.guid}`,
      schema: Build,
      problem: refusal,
    })
    return ofBuild(next.body)
  })
}

/** POST /v3/packages/:guid/droplets, and GET /v3/droplets/:guid until it has ended. */
const stageIn2015 = async (call: Call, guid: string): Promise<Stage<Result>> => {
  const { body } = await ask(call, {
    path: path`/v3/packages/${guid}/droplets`,
    method: "POST",
    json: {},
    schema: Droplet,
    problem: refusal,
  })
  return await follow(call, ofDroplet(body), async () => {
    const next = await ask(call, {
      path: path`/v3/droplets/${body.guid}`,
      schema: Droplet,
      problem: refusal,
    })
    return ofDroplet(next.body)
  })
}

/** Servers before July 2017 say with the package itself where it is staged. */
const saysWhere = ({ row }: Target): boolean => {
  const links = row?.cells["links"]
  return (
    !isAbsent(links) &&
    Array.isArray(links) &&
    links.some((link) => typeof link === "object" && link["name"] === "stage")
  )
}

/** Stages a package, and follows the build to its end. @throws ProviderError where it failed */
export const stage = async (call: Call, target: Target, values: Values): Promise<Done> => {
  const guid = idOf(target.place, "packages")
  const begin = async (): Promise<Stage<Result>> => {
    if (!saysWhere(target)) return await stageToday(call, guid, values)
    try {
      return await stageIn2015(call, guid)
    } catch (cause) {
      if (isUnknownRoute(cause)) return await stageToday(call, guid, values)
      throw cause
    }
  }
  const { word, ended, value } = await begin()
  if (!ended)
    return {
      place: target.place,
      note: `After half an hour, build ${value.guid} is still ${word}.`,
    }
  if (word === "STAGED")
    return {
      place: target.place,
      note: value.droplet ? `Staged as droplet ${value.droplet}.` : "Staged.",
    }
  throw new ProviderError({
    trouble: "invalid",
    title:
      word === "FAILED"
        ? "Staging failed. Mend what the message says, then upload it as another package."
        : `Staging ended as ${word}, which the API does not document.`,
    ...(value.error === undefined ? {} : { detail: value.error }),
  })
}
