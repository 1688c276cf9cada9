import * as v from "valibot"
import { fold } from "../../lib/text.ts"
import type { Call } from "../../model/call.ts"
import type { Page } from "../../model/provider.ts"
import { exactly, filterStyle } from "../../model/filter.ts"
import type { Query } from "../../model/query.ts"
import { columnsOf, fieldsOf, rawItems, readRow, toDate } from "../decode.ts"
import { ask } from "../http.ts"
import type { Params, ReadProblem } from "../http.ts"

/**
 * A package as `GET /packages/v2` documents it. No field says whether it may be null, and a package
 * whose upload is under way has no size yet: all but the id may be missing.
 */
export const CylancePackage = v.looseObject({
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

/** The one wrapper of every list. */
export const listOf = <T>(item: v.GenericSchema<unknown, T>) =>
  v.looseObject({
    total_pages: v.number(),
    total_number_of_items: v.number(),
    page_items: v.array(item),
  })

/** `{"message"}`, and in the Optics family sometimes `{"status", "message"}`; the body may be empty. */
const Refused = v.looseObject({ message: v.nullish(v.string()), status: v.optional(v.unknown()) })

/** Each route wants a scope of its own, and a token without it is refused with 403. */
export const withScope =
  (scope: string, doing: string): ReadProblem =>
  (body, { status }) => {
    const { message, status: code } = v.is(Refused, body) ? body : {}
    return {
      ...(status === 403
        ? { title: `This application may not ${doing}: that needs the scope ${scope}.` }
        : {}),
      ...(message ? { detail: message } : {}),
      // A number would only say the HTTP status again.
      ...(typeof code === "string" && code !== "" ? { code } : {}),
    }
  }

const text = (value: string | number | null | undefined): string | null | undefined =>
  typeof value === "number" ? String(value) : value

type Examples = NonNullable<CylancePackage["packageDescriptor"]>["examples"]

const examplesOf = (examples: Examples) =>
  examples?.map(({ invocationString, description }) => ({
    invocation: invocationString ?? null,
    description: description ?? null,
  })) ?? (examples === null ? null : undefined)

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
  c("category", "Category", "word", (item) => item.category, {
    filter: ["equals"],
    options: ["custom", "cylance"],
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
    hint: "How many use it; the API does not say which",
  }),
  c("description", "Description", "text", (item) => item.packageDescriptor?.description, {
    common: "description",
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
  c("downloadUrl", "Download", "link", (item) => item.downloadUrl, {
    hidden: true,
    signed: true,
    group: "File",
  }),
  c("examples", "Examples", "records", (item) => examplesOf(item.packageDescriptor?.examples), {
    hidden: true,
    group: "Examples",
    hint: "How to call it, and what that does",
  }),
  c(
    "descriptorId",
    "Package id in the descriptor",
    "id",
    (item) => item.packageDescriptor?.packageId,
    {
      hidden: true,
      group: "File",
    },
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

export const fields = fieldsOf(columns)

/** Ours takes a word of several in any letter case, the API in its own. */
const wordOf = (id: string, value: string): string => {
  const field = fields.find((one) => one.id === id)
  return field && filterStyle[field.kind] === "choice"
    ? (field.options?.find((option) => fold(option) === fold(value)) ?? value)
    : (exactly(value) ?? value)
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
      return filter && value !== undefined ? [[filter, wordOf(field, value)] as const] : []
    }),
  ]
}

/** What the API sent, without what signs the address of the file: who has that has the file. */
const unsigned = (raw: unknown, { downloadUrl }: CylancePackage): unknown =>
  typeof raw === "object" && raw !== null && downloadUrl?.includes("?")
    ? { ...raw, downloadUrl: downloadUrl.replace(/\?.*$/s, "?(hidden)") }
    : raw

export const rowOf = (item: CylancePackage, raw: unknown) =>
  readRow(columns, item.packageId, item, unsigned(raw, item))

/** The largest page that clients are known to ask for; the API documents no bound. */
export const max = 200

/** GET /packages/v2 */
export const listPackages = async (call: Call, query: Query): Promise<Page> => {
  const { body, raw } = await ask(call, {
    path: "/packages/v2",
    params: paramsOf(query),
    schema: listOf(CylancePackage),
    problem: withScope("opticspkgconfig:list", "list packages"),
  })
  const page = query.page === "" ? 1 : Number(query.page)
  const sent = rawItems(raw, "page_items")
  return {
    rows: body.page_items.map((item, at) => rowOf(item, sent[at])),
    total: { count: body.total_number_of_items, exact: true },
    ...(page < body.total_pages ? { next: String(page + 1) } : {}),
  }
}
