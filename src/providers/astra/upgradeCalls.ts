import * as v from "valibot"
import { ProviderError } from "../../model/error.ts"
import type { Done, Target, Toll } from "../../model/action.ts"
import type { Call } from "../../model/call.ts"
import { valueOf } from "../../model/field.ts"
import type { Row } from "../../model/field.ts"
import type { Values } from "../../model/input.ts"
import { idOf } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"
import type { Page } from "../../model/provider.ts"
import { emptyQuery } from "../../model/query.ts"
import { columnsOf, rawItems, readRow, toDate } from "../decode.ts"
import { ask, path } from "../http.ts"
import type { ReadProblem } from "../http.ts"
import { accountOf } from "./account.ts"
import { listPackages } from "./list.ts"
import { problem as read } from "./problem.ts"

const text = v.nullish(v.string())

/** An address that exists nowhere says something else of upgrades, and what is wrong names our input. */
const problem: ReadProblem = (body, response) => {
  const said = read(body, response)
  const { stateDesired: when, ...others } = said.fields ?? {}
  return {
    ...said,
    ...(said.code === "problems/2"
      ? { title: "Astra has no upgrades under this account id, or this installation knows none." }
      : {}),
    ...(when === undefined ? {} : { fields: { ...others, when } }),
  }
}

/** `stateDesired` is only there while people can ask for another state. */
const AstraUpgrade = v.looseObject({
  id: v.string(),
  componentName: text,
  componentInstance: text,
  componentID: text,
  upgradeVersion: text,
  currentVersion: text,
  dependencies: v.nullish(v.array(v.string())),
  state: text,
  stateDesired: text,
  stateDetails: v.nullish(v.array(v.looseObject({ title: text, detail: text }))),
  metadata: v.nullish(v.looseObject({ modificationTimestamp: text })),
})
export type AstraUpgrade = v.InferOutput<typeof AstraUpgrade>

const UpgradeList = v.looseObject({ items: v.array(AstraUpgrade), metadata: v.looseObject({}) })

const c = columnsOf<AstraUpgrade>()

/** The labels stand with the resource; these are how to read it. */
const columns = [
  c("component", "", "text", (one) => one.componentName),
  c("from", "", "version", (one) => one.currentVersion),
  c("to", "", "version", (one) => one.upgradeVersion),
  c("state", "", "status", (one) => one.state),
  c("desired", "", "text", (one) => one.stateDesired),
  c("after", "", "list", (one) => one.dependencies),
  c("instance", "", "text", (one) => one.componentInstance),
  c("details", "", "records", (one) =>
    one.stateDetails?.map(({ title, detail }) => ({
      title: title ?? null,
      detail: detail ?? null,
    })),
  ),
  c("modified", "", "date", (one) => toDate(one.metadata?.modificationTimestamp)),
  c("id", "", "id", (one) => one.id),
]

const rowOf = (one: AstraUpgrade, raw: unknown): Row => readRow(columns, one.id, one, raw)

const collection = (call: Call): string => path`/accounts/${accountOf(call)}/core/v1/upgrades`
const oneOf = (call: Call, at: Place): string =>
  path`/accounts/${accountOf(call)}/core/v1/upgrades/${idOf(at, "upgrades")}`

/** Every upgrade of the account. @throws ProviderError */
export const readUpgrades = async (
  call: Call,
): Promise<readonly { readonly one: AstraUpgrade; readonly raw: unknown }[]> => {
  const { body, raw } = await ask(call, { path: collection(call), schema: UpgradeList, problem })
  const sent = rawItems(raw, "items")
  return body.items.map((one, at) => ({ one, raw: sent[at] }))
}

/** What a package is called, without what it is made of: whole, it may be large. */
const nameOf = async (call: Call, id: string): Promise<{ name: unknown; version: unknown }> => {
  const query = { ...emptyQuery, size: 1, filters: { id: [`=${id}`] }, fields: ["name", "version"] }
  const [row] = (await listPackages(call, query)).rows
  if (!row)
    throw new ProviderError({ trouble: "missing", title: "Astra has no such package any more." })
  return { name: valueOf(row, "name"), version: valueOf(row, "version") }
}

/** The upgrades that a package makes possible, out of all of the account's; without one, these. */
export const listUpgrades = async (call: Call, at: Place): Promise<Page> => {
  const packageId = at.find((step) => step.in === "packages")?.id
  const [all, of] = await Promise.all([
    readUpgrades(call),
    packageId === undefined ? undefined : nameOf(call, packageId),
  ])
  const rows = all
    .filter(
      ({ one }) => !of || (one.componentName === of.name && one.upgradeVersion === of.version),
    )
    .map(({ one, raw }) => rowOf(one, raw))
  return { rows, total: { count: rows.length, exact: true } }
}

/** How many upgrades can no longer be done without a package; undefined where Astra does not tell. */
export const toll = async (call: Call, { place, row }: Target): Promise<readonly Toll[]> => {
  const [name, version] = ["name", "version"].map((field) => row && valueOf(row, field))
  const of = name && version ? { name, version } : await nameOf(call, idOf(place, "packages"))
  const all = await readUpgrades(call).catch(() => undefined)
  const open = all?.filter(
    ({ one }) =>
      one.componentName === of.name &&
      one.upgradeVersion === of.version &&
      one.state !== "complete" &&
      one.state !== "unavailable",
  )
  return [{ label: "upgrades", one: "upgrade", uses: true, count: open?.length }]
}

/** GET upgrades/{id} */
export const getUpgrade = async (call: Call, at: Place): Promise<Row> => {
  const { body, raw } = await ask(call, { path: oneOf(call, at), schema: AstraUpgrade, problem })
  return rowOf(body, raw)
}

/** PUT upgrades/{id}: approves it, starts it, or takes the approval back. */
export const requestUpgrade = async (
  call: Call,
  { place }: Target,
  { when = "scheduled" }: Values,
): Promise<Done | undefined> => {
  const address = oneOf(call, place)
  const { headers } = await ask(call, { path: address, schema: AstraUpgrade, problem })
  const tag = headers.get("etag")
  await ask(call, {
    path: address,
    method: "PUT",
    headers: {
      "content-type": "application/astra-upgrade+json",
      // Somebody else may have decided meanwhile.
      ...(tag === null ? {} : { "if-match": tag }),
    },
    json: { type: "application/astra-upgrade", version: "1.1", stateDesired: when },
    schema: v.unknown(),
    problem,
  })
  return when === "running" ? { note: "It begins once what it needs is there." } : undefined
}
