import * as v from "valibot"
import type { Call } from "../../model/call.ts"
import type { Row } from "../../model/field.ts"
import type { Offer } from "../../model/input.ts"
import { idOf } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"
import type { Page } from "../../model/provider.ts"
import type { Query } from "../../model/query.ts"
import { columnsOf, readRow, toDate } from "../decode.ts"
import { ask, askFile, path } from "../http.ts"
import { contents } from "./contents.ts"
import { numberOf, pageOf } from "./page.ts"
import { problem } from "./problem.ts"
import { VraPackage, listOf } from "./wire.ts"

/** A content as lists of contents and of a package's contents send it. */
const VraContent = v.looseObject({
  ...v.omit(VraPackage, ["contents"]).entries,
  contentId: v.nullish(v.string()),
  contentTypeId: v.nullish(v.string()),
  mimeType: v.nullish(v.string()),
  dependencies: v.nullish(v.array(v.string())),
})
export type VraContent = v.InferOutput<typeof VraContent>

const c = columnsOf<VraContent>()

/** The labels stand with the resource; these are how to read it. */
const columns = [
  c("name", "", "text", (one) => one.name),
  c("type", "", "word", (one) => one.contentTypeId),
  c("contentId", "", "text", (one) => one.contentId),
  c("description", "", "text", (one) => one.description),
  c("version", "", "number", (one) => one.version),
  c("needs", "", "number", (one) => one.dependencies?.length),
  c("created", "", "date", (one) => toDate(one.createdDate)),
  c("updated", "", "date", (one) => toDate(one.lastUpdated)),
  c("tenant", "", "text", (one) => one.tenantId),
  c("subtenant", "", "id", (one) =>
    one.subtenantId === undefined ? one.subTenantId : (one.subtenantId ?? one.subTenantId ?? null),
  ),
  c("dependencies", "", "list", (one) => one.dependencies),
  c("mimeType", "", "text", (one) => one.mimeType),
  c("id", "", "id", (one) => one.id),
  c("is", "", "text", (one) => one["@type"]),
]

/** A content as a row of its resource. */
export const rowOf = (item: VraContent, raw: unknown): Row => readRow(columns, item.id, item, raw)

const pageAt = (call: Call, at: string, page: number, size: number) =>
  ask(call, {
    path: at,
    params: [
      ["page", page],
      ["limit", size],
    ],
    schema: listOf(VraContent),
    problem,
  })

const address = "/content-management-service/api/contents"

/** GET contents: what the tenant has. */
export const listContents = async (call: Call, query: Query): Promise<Page> =>
  pageOf(await pageAt(call, address, numberOf(query), query.size), query, rowOf)

/** GET contents/{id} */
export const askContent = (call: Call, id: string) =>
  ask(call, {
    path: path`/content-management-service/api/contents/${id}`,
    schema: VraContent,
    problem,
  })

export const getContent = async (call: Call, at: Place): Promise<Row> => {
  const { body, raw } = await askContent(call, idOf(at, "contents"))
  return rowOf(body, raw)
}

/** GET contents/{id}/data */
export const definition = (call: Call, at: Place): Promise<Response> =>
  askFile(call, {
    path: path`/content-management-service/api/contents/${idOf(at, "contents")}/data`,
    problem,
  })

const { paging } = contents
const largest = paging.by === "none" ? 0 : paging.max
/** 50,000 contents. A list that never says that it ends is not read for ever. */
const mostPages = 50

/** Every page of a list of contents, one after the other. */
export const everyContent = async (call: Call, at: string): Promise<readonly VraContent[]> => {
  const found = new Map<string, VraContent>()
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await pageAt(call, at, page, largest)
    for (const item of answer.body.content) found.set(item.id, item)
    if (pageOf(answer, { page: String(page), size: largest }, rowOf).next === undefined) break
  }
  return [...found.values()]
}

/** What a package can be made of, by name. */
export const choices = async (call: Call): Promise<readonly Offer[]> =>
  (await everyContent(call, address))
    .map(({ id, name, contentTypeId, contentId }) => ({
      value: id,
      label: name,
      detail: [contentTypeId, contentId].filter((part) => part && part !== name).join(" "),
    }))
    .toSorted((a, b) => a.label.localeCompare(b.label))
