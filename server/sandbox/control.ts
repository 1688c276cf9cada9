/**
 * The sandbox's control API, for tests and demonstrations. Served to callers on this machine alone,
 * and to no web page of another site.
 *
 *     GET    /_sandbox                          addresses, and how to sign in to each API
 *     GET    /_sandbox/ca.pem                   the certificate authority of the HTTPS port
 *     GET    /_sandbox/worlds                   the worlds that exist
 *     POST   /_sandbox/worlds                   {id?, packages?, now?} -> 201 {id, path, apis}
 *     DELETE /_sandbox/worlds/<id>              204; the default world stays
 *     GET    /_sandbox/worlds/<id>/faults       what goes wrong in it
 *     PUT    /_sandbox/worlds/<id>/faults       [{match: {api?, method?, path?}, fault: {kind, ms?, status?, retryAfter?, bytes?, times?}}]
 *     DELETE /_sandbox/worlds/<id>/faults       nothing goes wrong any more
 *     GET    /_sandbox/worlds/<id>/clock        {now}
 *     PUT    /_sandbox/worlds/<id>/clock        {now?: date | ms | null, advance?: ms}; null: real time again
 *     PUT    /_sandbox/worlds/<id>/options/<api> what that API does differently here, see its options
 *
 * `<id>` of the world without prefix is `default`. A world's APIs stand below `/w/<id>`.
 *
 * Faults: `delay` (ms), `status` (status, retryAfter; in the API's own words where it has them),
 * `reset` (the connection dies), `cut` (half of the body, then it dies), `malformed` (half of the
 * JSON, as if it were all), `html` (a proxy's page; status), `expired-token` (every token issued so
 * far is invalid, and so is the one presented: the API answers its own 401), `large` (blanks are added
 * to the answer until it has `bytes`).
 */
import * as v from "valibot"
import { providerIds } from "../../src/model/provider.ts"
import { empty, json, text } from "./answer.ts"
import { Fault } from "./faults.ts"
import { writeOptions } from "./options.ts"
import type { Worlds } from "./worlds.ts"

export type Control = {
  readonly worlds: Worlds
  /** Addresses and ways to sign in, for a world reached at this origin. */
  readonly describe: (origin: string, world: string) => unknown
  readonly ca: () => string | undefined
}

/** A date of the world's clock: ISO text or milliseconds. */
const Time = v.pipe(
  v.union([v.number(), v.string()]),
  v.transform((value) => new Date(value).getTime()),
  v.check((at) => !Number.isNaN(at), "not a date"),
)

const NewWorld = v.strictObject({
  id: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, "letters, digits, - and _ only"))),
  packages: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000))),
  now: v.optional(Time),
})

const NewClock = v.strictObject({
  now: v.optional(v.nullable(Time)),
  advance: v.optional(v.number()),
})

class BadRequest extends Error {}

const readBody = async <T>(request: Request, schema: v.GenericSchema<unknown, T>): Promise<T> => {
  const body = await request.text()
  let value: unknown
  try {
    value = body.trim() === "" ? {} : JSON.parse(body)
  } catch {
    throw new BadRequest("The body is not JSON.")
  }
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw new BadRequest(`${v.getDotPath(issue) ?? "body"}: ${issue.message}`)
}

/** A browser says where a request comes from; other clients do not. */
const isFromElsewhere = (request: Request): boolean => {
  const origin = request.headers.get("origin")
  if (origin === null) return false
  const host = URL.canParse(origin) ? new URL(origin).hostname : ""
  return host !== "localhost" && host !== "127.0.0.1" && host !== "[::1]"
}

const worldRoute = async (
  control: Control,
  request: Request,
  [id = "", part, api]: readonly string[],
): Promise<Response> => {
  const { worlds } = control
  const world = worlds.get(id)
  if (!world) return json(404, { error: `There is no world "${id}".` })
  const route = `${request.method} ${part ?? ""}`
  switch (route) {
    case "DELETE ":
      if (!worlds.remove(id)) return json(409, { error: "The default world stays." })
      return empty(204)
    case "GET faults":
      return json(200, world.faults.list())
    case "PUT faults":
      world.faults.replace(await readBody(request, v.array(Fault)))
      return json(200, world.faults.list())
    case "DELETE faults":
      world.faults.replace([])
      return empty(204)
    case "PUT clock": {
      const { now, advance } = await readBody(request, NewClock)
      if (now !== undefined) world.clock.set(now ?? undefined)
      if (advance !== undefined) world.clock.advance(advance)
      return json(200, { now: new Date(world.clock.now()).toISOString() })
    }
    case "GET clock":
      return json(200, { now: new Date(world.clock.now()).toISOString() })
    case "PUT options": {
      const known = v.safeParse(v.picklist(providerIds), api)
      const sandboxApi = known.success ? worlds.api(known.output) : undefined
      if (!sandboxApi) return json(404, { error: `There is no API "${api ?? ""}".` })
      const options = await readBody(request, v.record(v.string(), v.unknown()))
      writeOptions(world.of(sandboxApi), sandboxApi.id, options)
      return json(200, options)
    }
    default:
      return json(404, { error: "The control API has no such route." })
  }
}

/** Answers what stands below `/_sandbox`. */
export const answerControl = async (
  control: Control,
  request: Request,
  near: boolean,
): Promise<Response> => {
  if (!near || isFromElsewhere(request))
    return json(403, { error: "The control API is for this machine alone." })
  const url = new URL(request.url)
  // Names of worlds and APIs need no encoding, so nothing is decoded.
  const [, , ...parts] = url.pathname.split("/")
  try {
    if (parts[0] === "worlds" && parts[1] !== undefined)
      return await worldRoute(control, request, parts.slice(1))
    switch (`${request.method} ${parts.join("/")}`) {
      case "GET ":
        return json(200, control.describe(url.origin, "default"))
      case "GET ca.pem": {
        const ca = control.ca()
        return ca === undefined
          ? json(404, { error: "The sandbox does not listen over HTTPS." })
          : text(200, ca, { "content-type": "application/x-pem-file" })
      }
      case "GET worlds":
        return json(200, control.worlds.list())
      case "POST worlds": {
        const world = control.worlds.make(await readBody(request, NewWorld))
        if (!world) return json(409, { error: "There is a world of that name." })
        return json(201, {
          id: world.id,
          path: `/w/${world.id}`,
          ...Object(control.describe(url.origin, world.id)),
        })
      }
      default:
        return json(404, { error: "The control API has no such route." })
    }
  } catch (error) {
    if (error instanceof BadRequest) return json(400, { error: error.message })
    throw error
  }
}
