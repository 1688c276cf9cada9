import * as v from "valibot"
import { idOf } from "../../model/place.ts"
import type { Page, Resource } from "../../model/provider.ts"
import { exactly } from "../../model/query.ts"
import type { Query } from "../../model/query.ts"
import { columnsOf, fieldsOf, readRow, toDate } from "../decode.ts"
import { ask, path } from "../http.ts"
import type { Params, ReadProblem } from "../http.ts"

/**
 * A package as `GET /packages/v2` documents it. No field says whether it may be null, and a package
 * whose upload is under way has no size yet: all but the id may be missing.
 */
const CylancePackage = v.looseObject({
  packageId: v.string(),
  category: v.nullish(v.string()),
  status: v.nullish(v.string()),
  size: v.nullish(v.number()),
  timeout: v.nullish(v.number()),
  uploadedOn: v.nullish(v.string()),
  uploadedBy: v.nullish(v.looseObject({ id: v.nullish(v.string()), login: v.nullish(v.string()) })),
  playbookCount: v.nullish(v.number()),
  downloadUrl: v.nullish(v.string()),
  packageDescriptor: v.nullish(
    v.looseObject({
      packageId: v.nullish(v.string()),
      name: v.nullish(v.string()),
      description: v.nullish(v.string()),
      version: v.nullish(v.union([v.number(), v.string()])),
      examples: v.nullish(
        v.array(
          v.looseObject({
            invocationString: v.nullish(v.string()),
            description: v.nullish(v.string()),
          }),
        ),
      ),
      packageInfo: v.nullish(
        v.looseObject({
          fileType: v.nullish(v.string()),
          fileName: v.nullish(v.string()),
          entryPoint: v.nullish(v.string()),
        }),
      ),
    }),
  ),
})
type CylancePackage = v.InferOutput<typeof CylancePackage>

const CylanceList = v.looseObject({
  page_number: v.nullish(v.number()),
  page_size: v.nullish(v.number()),
  total_pages: v.number(),
  total_number_of_items: v.number(),
  page_items: v.array(CylancePackage),
})

/** `{"message"}`, and in the Optics family sometimes `{"status", "message"}`; the body may be empty. */
const Refused = v.looseObject({ message: v.string(), status: v.optional(v.string()) })

const problem: ReadProblem = (body) => {
  const parsed = v.safeParse(Refused, body)
  if (!parsed.success) return {}
  const { message, status } = parsed.output
  return { detail: message, ...(status === undefined ? {} : { code: status }) }
}

const text = (value: string | number | null | undefined): string | null | undefined =>
  typeof value === "number" ? String(value) : value

const c = columnsOf<CylancePackage>()

/** Each of the eight documented sort fields is an equality filter by the same name. */
const columns = [
  c("name", "Name", "text", (item) => item.packageDescriptor?.name, {
    sort: "server",
    filter: ["equals"],
    common: "name",
    group: "Package",
  }),
  c("status", "Status", "status", (item) => item.status, {
    sort: "server",
    filter: ["equals"],
    options: ["failed", "timeout", "started", "success"],
    tones: { failed: "fail", timeout: "warn", started: "running", success: "pass" },
    common: "state",
    group: "Package",
    hint: "Of the upload; timeout: the file did not arrive in time",
  }),
  c("category", "Category", "status", (item) => item.category, {
    filter: ["equals"],
    options: ["custom", "cylance"],
    tones: { custom: "info", cylance: "info" },
    common: "kind",
    group: "Package",
  }),
  c("version", "Version", "version", (item) => text(item.packageDescriptor?.version), {
    common: "version",
    group: "Package",
  }),
  c("size", "Size", "bytes", (item) => item.size, {
    sort: "server",
    common: "size",
    group: "Package",
  }),
  c("uploaded", "Uploaded", "date", (item) => toDate(item.uploadedOn), {
    sort: "server",
    common: "created",
    group: "Upload",
  }),
  c("uploadedBy.login", "Uploaded by", "text", (item) => item.uploadedBy?.login, {
    sort: "server",
    filter: ["equals"],
    common: "owner",
    group: "Upload",
  }),
  c("playbooks", "Playbooks", "number", (item) => item.playbookCount, {
    group: "Package",
    hint: "How many playbooks use it",
  }),
  c("description", "Description", "text", (item) => item.packageDescriptor?.description, {
    hidden: true,
    group: "Package",
  }),
  c("id", "Package id", "id", (item) => item.packageId, {
    sort: "server",
    filter: ["equals"],
    hidden: true,
    group: "Package",
  }),
  c("timeout", "Upload time limit", "duration", (item) => item.timeout, {
    sort: "server",
    hidden: true,
    group: "Upload",
  }),
  c("uploadedBy.id", "Uploader id", "id", (item) => item.uploadedBy?.id, {
    sort: "server",
    filter: ["equals"],
    hidden: true,
    group: "Upload",
  }),
  c("fileType", "File type", "text", (item) => item.packageDescriptor?.packageInfo?.fileType, {
    hidden: true,
    group: "File",
  }),
  c("fileName", "File name", "text", (item) => item.packageDescriptor?.packageInfo?.fileName, {
    hidden: true,
    group: "File",
  }),
  c(
    "entryPoint",
    "Entry point",
    "text",
    (item) => item.packageDescriptor?.packageInfo?.entryPoint,
    {
      hidden: true,
      group: "File",
    },
  ),
  c("downloadUrl", "Download", "link", (item) => item.downloadUrl, { hidden: true, group: "File" }),
  c(
    "examples",
    "Examples",
    "records",
    (item) =>
      item.packageDescriptor?.examples?.map((example) => ({
        invocation: example.invocationString ?? null,
        description: example.description ?? null,
      })),
    { hidden: true, group: "Examples" },
  ),
]

/** What each field is called in `sort` and as a filter. */
const wireNames: Readonly<Record<string, string>> = {
  id: "packageId",
  uploaded: "uploadedOn",
  "uploadedBy.id": "uploadedBy.id",
  "uploadedBy.login": "uploadedBy.login",
  size: "size",
  status: "status",
  timeout: "timeout",
  name: "packageDescriptor.name",
  category: "category",
}

const paramsOf = ({ page, size, sort, filters }: Query): Params => {
  const [key] = sort
  const name = key ? wireNames[key.field] : undefined
  return [
    ["page", page === "" ? 1 : page],
    ["page_size", size],
    ["sort", name && `${key?.desc ? "-" : ""}${name}`],
    ...Object.entries(filters).flatMap(([field, [value]]) => {
      const filter = wireNames[field]
      return filter && value !== undefined ? [[filter, exactly(value) ?? value] as const] : []
    }),
  ]
}

const rowOf = (item: CylancePackage, raw: unknown) => readRow(columns, item.packageId, item, raw)

/** Optics packages of the tenant. No text search, no operators: what the API lacks, the app does. */
export const packages: Resource = {
  id: "packages",
  one: "package",
  many: "packages",
  children: [],
  title: "name",
  fields: fieldsOf(columns),
  // 200 is the largest size that clients are known to use; the API documents no bound.
  paging: { by: "page", sizes: [25, 50, 100, 200], max: 200 },
  list: async (call, _at, query): Promise<Page> => {
    const { body } = await ask(call, {
      path: "/packages/v2",
      params: paramsOf(query),
      schema: CylanceList,
      problem,
    })
    const page = query.page === "" ? 1 : Number(query.page)
    return {
      rows: body.page_items.map((item) => rowOf(item, item)),
      total: { count: body.total_number_of_items, exact: true },
      ...(page < body.total_pages ? { next: String(page + 1) } : {}),
    }
  },
  get: async (call, at) => {
    const { body, raw } = await ask(call, {
      path: path`/packages/v2/${idOf(at, "packages")}`,
      schema: CylancePackage,
      problem,
    })
    return rowOf(body, raw)
  },
  busy: ({ cells }) => cells["status"] === "started",
  actions: [],
}
