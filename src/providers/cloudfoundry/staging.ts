import { formatCount } from "../../lib/text.ts"
import * as v from "valibot"
import { ProviderError } from "../../model/error.ts"
import type { Row } from "../../model/field.ts"
import type { Call } from "../../model/call.ts"
import type { Block, Shown } from "../../model/part.ts"
import { idOf } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"
import { columnsOf, fieldsOf, rawItems, readRow, toDate } from "../decode.ts"
import type { Column } from "../decode.ts"
import { ask, path } from "../http.ts"
import { textIn } from "./cells.ts"
import { getPackage } from "./get.ts"
import { problem } from "./problem.ts"
import { isUnknownRoute } from "./refusal.ts"
import { meaningOf } from "./states.ts"

const text = v.nullish(v.string())

const Build = v.looseObject({
  guid: v.string(),
  state: v.string(),
  error: text,
  created_at: text,
  updated_at: text,
  staging_memory_in_mb: v.nullish(v.number()),
  staging_disk_in_mb: v.nullish(v.number()),
  created_by: v.nullish(v.looseObject({ name: text, email: text })),
  lifecycle: v.nullish(
    v.looseObject({
      type: text,
      data: v.nullish(v.looseObject({ buildpacks: v.nullish(v.array(v.string())), stack: text })),
    }),
  ),
  droplet: v.nullish(v.looseObject({ guid: text })),
  package: v.nullish(v.looseObject({ guid: text })),
})

const Droplet = v.looseObject({
  guid: v.string(),
  state: v.string(),
  error: text,
  created_at: text,
  image: text,
  stack: text,
  checksum: v.nullish(v.looseObject({ type: v.string(), value: text })),
  buildpacks: v.nullish(v.array(v.looseObject({ name: text, version: text }))),
})

const listOf = <T>(item: v.GenericSchema<unknown, T>) =>
  v.looseObject({
    pagination: v.looseObject({ total_results: v.number() }),
    resources: v.array(item),
  })

const tones = {
  STAGED: "pass",
  STAGING: "running",
  PENDING: "running",
  // Cloud Controller removes old droplets as it removes old bits.
  EXPIRED: "warn",
  FAILED: "fail",
  COPYING: "running",
  PROCESSING_UPLOAD: "running",
  AWAITING_UPLOAD: "info",
} as const

const megabyte = 1024 * 1024
const bytes = (megabytes: number | null | undefined): number | null | undefined =>
  typeof megabytes === "number" ? megabytes * megabyte : megabytes

const b = columnsOf<v.InferOutput<typeof Build>>()
const buildColumns = [
  b("guid", "GUID", "id", (one) => one.guid),
  b("state", "State", "status", (one) => one.state, { tones }),
  b("created", "Begun", "date", (one) => toDate(one.created_at)),
  b("droplet", "Droplet", "id", (one) => one.droplet?.guid ?? null),
  b("error", "Error", "text", (one) => one.error, { room: "much" }),
  b("by", "By", "text", (one) => one.created_by?.name ?? one.created_by?.email),
  b("buildpacks", "Buildpacks asked for", "list", (one) => one.lifecycle?.data?.buildpacks),
  b("stack", "Stack", "text", (one) => one.lifecycle?.data?.stack),
  b("memory", "Memory", "bytes", (one) => bytes(one.staging_memory_in_mb)),
  b("disk", "Disk", "bytes", (one) => bytes(one.staging_disk_in_mb)),
]

const d = columnsOf<v.InferOutput<typeof Droplet>>()
const dropletColumns = [
  d("guid", "GUID", "id", (one) => one.guid),
  d("state", "State", "status", (one) => one.state, { tones }),
  d("created", "Created", "date", (one) => toDate(one.created_at)),
  d("buildpacks", "Buildpacks", "list", (one) =>
    one.buildpacks?.map(({ name, version }) => [name, version].filter(Boolean).join(" ")),
  ),
  d("stack", "Stack", "text", (one) => one.stack),
  d("image", "Image", "text", (one) => one.image),
  d("digest", "Checksum", "digest", (one) =>
    one.checksum?.value ? `${one.checksum.type}:${one.checksum.value}` : null,
  ),
  d("error", "Error", "text", (one) => one.error),
]

type Words = { readonly title: string; readonly one: string; readonly many: string }

const tableOf = <T extends { readonly guid: string }>(
  { title, one, many }: Words,
  columns: readonly Column<T>[],
  items: readonly T[],
  raws: readonly unknown[],
  total: number,
): Block => ({
  kind: "table",
  title,
  one,
  many,
  name: "guid",
  fields: fieldsOf(columns),
  rows: items.map((item, at) => readRow(columns, item.guid, item, raws[at])),
  ...(total > items.length
    ? { incomplete: `The newest ${items.length} of ${formatCount(total)}.` }
    : {}),
})

const most = 100

const isRefusedFilter = (cause: unknown): boolean =>
  cause instanceof ProviderError && cause.problem.code === "CF-BadQueryParameter 10005"

/** Servers before 2018 filter builds by their app alone. */
const readBuilds = async (call: Call, row: Row) => {
  const read = async (name: string, value: string) =>
    await ask(call, {
      path: "/v3/builds",
      params: [
        [name, value],
        ["order_by", "-created_at"],
        ["per_page", most],
      ],
      schema: listOf(Build),
      problem,
    })
  try {
    const { body, raw } = await read("package_guids", row.id)
    return {
      items: body.resources,
      raws: rawItems(raw, "resources"),
      total: body.pagination.total_results,
    }
  } catch (cause) {
    const app = textIn(row, "app")
    if (!isRefusedFilter(cause) || app === "") throw cause
    const { body } = await read("app_guids", app)
    const items = body.resources.filter((one) => one.package?.guid === row.id)
    return { items, raws: items, total: items.length }
  }
}

/** One of the two lists; that it could not be read is said in its place, and takes nothing else along. */
const orWhyNot = async (many: string, read: () => Promise<Block>): Promise<Block> => {
  try {
    return await read()
  } catch (cause) {
    if (!(cause instanceof ProviderError) || cause.trouble === "signed-out") throw cause
    return isUnknownRoute(cause)
      ? {
          kind: "note",
          tone: "unknown",
          title: `This Cloud Foundry does not list the ${many} of a package.`,
          detail: "Its API is from before it had such a list.",
        }
      : {
          kind: "note",
          tone: "warn",
          title: `The ${many} could not be read.`,
          detail: cause.message,
        }
  }
}

/** What the state of a package means, and what has been made of it. */
export const staging = async (call: Call, at: Place): Promise<Shown> => {
  const row = await getPackage(call, idOf(at, "packages"))
  const meaning = meaningOf(row)
  let building = false
  const [builds, droplets] = await Promise.all([
    orWhyNot("builds", async () => {
      const { items, raws, total } = await readBuilds(call, row)
      building = items.some(({ state }) => state === "STAGING")
      return tableOf(
        { title: "Builds", one: "build", many: "builds" },
        buildColumns,
        items,
        raws,
        total,
      )
    }),
    orWhyNot("droplets", async () => {
      const { body, raw } = await ask(call, {
        path: path`/v3/packages/${row.id}/droplets`,
        params: [
          ["order_by", "-created_at"],
          ["per_page", most],
        ],
        schema: listOf(Droplet),
        problem,
      })
      return tableOf(
        { title: "Droplets", one: "droplet", many: "droplets" },
        dropletColumns,
        body.resources,
        rawItems(raw, "resources"),
        body.pagination.total_results,
      )
    }),
  ])
  return {
    busy: building || meaning.tone === "running",
    blocks: [{ kind: "note", ...meaning }, builds, droplets],
  }
}
