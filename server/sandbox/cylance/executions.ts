import { createHash, randomUUID } from "node:crypto"
import * as v from "valibot"
import { empty, json } from "../answer.ts"
import type { World } from "../api.ts"
import { badRequest, conflict, notFound } from "./answers.ts"
import { settle } from "./packages.ts"
import { Refused, bodyOf, pageOf, wrap } from "./page.ts"

const Units = v.array(
  v.pipe(v.string(), v.regex(/^[0-9A-F]{32}$/, "must be an id in upper case without dashes")),
)

const Target = v.union([v.strictObject({ devices: Units }), v.strictObject({ zones: Units })])

const Wanted = v.object({
  execution: v.object({
    name: v.pipe(v.string(), v.trim(), v.nonEmpty()),
    target: Target,
    destination: v.string(),
    packageExecutions: v.pipe(
      v.array(v.object({ arguments: v.array(v.string()), package: v.string() })),
      v.nonEmpty(),
    ),
    keepResultsLocally: v.boolean(),
  }),
})

const Stored = v.looseObject({
  id: v.string(),
  target: Target,
  packageExecutions: v.array(v.looseObject({ package: v.string() })),
})
type Stored = v.InferOutput<typeof Stored>

/** A number in [0, 1) that is always the same for the same text. */
const chanceOf = (text: string): number =>
  createHash("sha256").update(text).digest().readUInt32BE() / 2 ** 32

const devicesOf = ({ target }: Stored): readonly string[] =>
  "devices" in target
    ? target.devices
    : target.zones.flatMap((zone) =>
        Array.from({ length: 3 + Math.floor(chanceOf(zone) * 12) }, (_, at) => `${zone} ${at}`),
      )

/** What has become of an execution on one device after so many ms; undefined: it has not heard of it. */
const statusOf = (
  id: string,
  device: string,
  ms: number,
): "acked" | "failed" | "succeeded" | undefined => {
  const chance = chanceOf(`${id} ${device}`)
  if (ms < 1000 + chance * 3000) return undefined
  if (ms < 4000 + chance * 8000) return "acked"
  return chanceOf(`${device} ${id}`) < 0.08 ? "failed" : "succeeded"
}

const present = (world: World, origin: string, row: Record<string, unknown>): object => {
  const stored = v.parse(Stored, JSON.parse(String(row["item"])))
  const devices = devicesOf(stored)
  const ms = world.now() - Number(row["created"])
  const deviceStatuses = { acked: 0, failed: 0, succeeded: 0 }
  for (const device of devices) {
    const status = statusOf(stored.id, device, ms)
    if (status) deviceStatuses[status] += 1
  }
  return {
    ...stored,
    deviceCount: devices.length,
    deviceStatuses,
    packageExecutions: stored.packageExecutions.map((one) => ({
      ...one,
      package: `${origin}/packages/v2/${one.package}`,
    })),
  }
}

const missing = (): Response => notFound("The execution was not found.")

/** GET /packages/v2/executions, the newest first. @throws Refused */
export const listExecutions = (world: World, origin: string, query: URLSearchParams): Response => {
  const { page, size } = pageOf(query)
  const total = Number(
    world.db.prepare("select count(*) as total from cylance_executions").get()?.["total"],
  )
  const rows = world.db
    .prepare(
      "select item, created from cylance_executions order by created desc, seq desc limit ? offset ?",
    )
    .all(size, (page - 1) * size)
  return json(
    200,
    wrap(
      { page, size },
      total,
      rows.map((row) => present(world, origin, row)),
    ),
  )
}

/** GET /packages/v2/executions/{id} */
export const getExecution = (world: World, origin: string, id: string): Response => {
  const row = world.db.prepare("select item, created from cylance_executions where id = ?").get(id)
  return row ? json(200, present(world, origin, row)) : missing()
}

/** DELETE /packages/v2/executions/{id} */
export const deleteExecution = (world: World, id: string): Response => {
  const gone = world.db.prepare("delete from cylance_executions where id = ?").run(id)
  return gone.changes === 0 ? missing() : empty(200)
}

/** POST /packages/v2/executions @throws Refused */
export const createExecution = async (
  world: World,
  origin: string,
  request: Request,
  user: { readonly id: string; readonly login: string },
): Promise<Response> => {
  const { execution } = await bodyOf(request, Wanted)
  const units = Object.values(execution.target).flat()
  if (units.length === 0) throw new Refused(badRequest("execution.target: must not be empty"))
  settle(world)
  const statuses = world.db.prepare(
    `select "status" as status from cylance_packages where "packageId" = ?`,
  )
  for (const { package: id } of execution.packageExecutions) {
    const status = statuses.get(id)?.["status"]
    if (status === undefined) return notFound(`The package ${id} was not found.`)
    if (status !== "success") return conflict(`The package ${id} has no file yet.`)
  }
  const id = randomUUID()
  const created = world.now()
  const item = {
    id,
    createdAt: new Date(created).toISOString(),
    createdBy: user,
    ...execution,
  }
  world.db
    .prepare("insert into cylance_executions (id, item, created) values (?, ?, ?)")
    .run(id, JSON.stringify(item), created)
  return json(200, present(world, origin, { item: JSON.stringify(item), created }))
}
