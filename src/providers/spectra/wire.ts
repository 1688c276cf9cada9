import * as v from "valibot"
import type { ReadProblem } from "../http.ts"

const Text = v.nullish(v.string())

/** A project in the list of the group, or a package in that of its project. */
const Named = v.looseObject({ name: v.string(), description: Text })

/** A version in a list; asked for by itself, it also says who approved or rejected it. */
export const SpectraVersion = v.looseObject({
  version: v.string(),
  is_released: v.nullish(v.boolean()),
  software_info: v.nullish(
    v.looseObject({
      product: Text,
      version: Text,
      publisher: Text,
      category: Text,
      license: Text,
      platform: Text,
      release_date: Text,
    }),
  ),
  approval_status: Text,
  approval_information: v.nullish(
    v.looseObject({ reason: Text, timestamp: Text, user: Text, role: Text }),
  ),
})
export type SpectraVersion = v.InferOutput<typeof SpectraVersion>

/** Lists are whole; an empty one may be null, but it is never left out. */
const orNone = <T>(schema: v.GenericSchema<unknown, T>) =>
  v.pipe(
    v.nullable(v.array(schema)),
    v.transform((rows) => rows ?? []),
  )

/** `GET /list/{org}`: the shape is documented nowhere; its members are named as those of the other lists. */
export const OrganizationList = v.looseObject({ groups: orNone(Named) })
/** `GET /list/{org}/{group}` */
export const GroupList = v.looseObject({ projects: orNone(Named) })
/** `GET /list/{org}/{group}/pkg:rl/{project}` */
export const ProjectList = v.looseObject({
  name: Text,
  description: Text,
  packages: orNone(Named),
})
/** `GET /list/{org}/{group}/pkg:rl/{project}/{package}` */
export const PackageList = v.looseObject({
  name: Text,
  description: Text,
  versions: orNone(SpectraVersion),
})

const Refused = v.looseObject({ error: v.string() })
const waits = /available in (\d+) seconds/i

/** `{"error": "…"}`, or plain text, which the HTTP layer reads. A 429 says in words how long to wait. */
export const problem: ReadProblem = (body, { status, headers }) => {
  const parsed = v.safeParse(Refused, body)
  const said = parsed.success ? parsed.output.error : typeof body === "string" ? body : undefined
  const seconds =
    status === 429 && !headers.has("retry-after") ? waits.exec(said ?? "")?.[1] : undefined
  return {
    ...(parsed.success ? { detail: parsed.output.error } : {}),
    ...(seconds === undefined ? {} : { retryAt: new Date(Date.now() + Number(seconds) * 1000) }),
  }
}
