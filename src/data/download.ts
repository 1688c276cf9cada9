import { counted } from "../lib/text.ts"
import type { Connection } from "../model/connection.ts"
import type { Report } from "../model/part.ts"
import type { Place } from "../model/place.ts"
import { reportWords } from "../model/reportWords.ts"
import type { ReportWords } from "../model/reportWords.ts"
import { callOf } from "./call.ts"
import { jobs } from "./jobs.ts"
import type { Job } from "./jobs.ts"
import { forgetBlob, keptBlob } from "./keptBlob.ts"
import type { Fetched } from "./reportZip.ts"

/** Gives a file to the browser to keep. */
export const saveBlob = (name: string, blob: Blob): void => {
  const url = URL.createObjectURL(blob)
  const link = document.createElement("a")
  link.href = url
  link.download = name
  link.click()
  // The browser has taken it over by then; a large file takes its time to be copied.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  setTimeout(() => forgetBlob(blob), 600_000)
}

/** One report of one item, as it is asked for. */
export type ReportOrder = {
  readonly report: Report
  readonly place: Place
  readonly variant: string | undefined
  /** What the item is called beside others: in the list of the job, and in the name of the file. */
  readonly title: string
}

/** A file name that no system trips over, and that says of what the report is. */
export const reportFileName = ({ report, title, variant }: ReportOrder): string => {
  const parts = [
    title.replaceAll(/\s+/g, "-"),
    ...(variant === undefined || variant === "version" ? [] : [variant]),
    report.fileName,
  ]
  return (
    parts
      .map((part) => part.replaceAll(/[^\p{L}\p{N}.@+_-]+/gu, "_"))
      .join("-")
      .slice(-180)
      // A name that begins so would be hidden, or taken for an option.
      .replace(/^[.-]+/, "_")
  )
}

/** What those that are asked for are called. */
export const wordsOf = (orders: readonly ReportOrder[]): ReportWords =>
  reportWords(orders.map(({ report }) => report))

const rateOf = (connection: Connection, orders: readonly ReportOrder[]) => {
  const perMinute = orders[0]?.report.perMinute
  return perMinute === undefined ? {} : { rate: { key: `report ${connection.id}`, perMinute } }
}

/** Downloads one report, as a job. */
export const downloadReport = (connection: Connection, order: ReportOrder): Job =>
  jobs.start({
    title: `Download ${order.report.label} of ${order.title}`,
    ...rateOf(connection, [order]),
    works: [
      {
        id: "report",
        label: reportFileName(order),
        to: { connection: connection.id, place: order.place },
        run: async (tools) => {
          const call = callOf(connection, tools.signal, "soon")
          const response = await order.report.fetch(call, order.place, order.variant)
          saveBlob(reportFileName(order), await keptBlob(response, tools.progress))
          return undefined
        },
      },
    ],
  })

/** Downloads many reports within the provider's rate, as a job that ends in one zip with a manifest. */
export const downloadZipOf = (
  connection: Connection,
  orders: readonly ReportOrder[],
  /** All was fetched, and no zip came of it. */
  onLost: (cause: unknown) => void,
): Job => {
  const { one, many } = wordsOf(orders)
  const fetched = new Map<number, Fetched>()
  let saving: Promise<void> = Promise.resolve()
  return jobs.start({
    title: `Export ${counted(orders.length, one, many)}`,
    ...rateOf(connection, orders),
    works: orders.map((order, at) => ({
      id: String(at),
      label: reportFileName(order),
      to: { connection: connection.id, place: order.place },
      run: async (tools) => {
        const { fetchReport } = await import("./reportZip.ts")
        fetched.set(at, await fetchReport(connection, order, tools))
        return undefined
      },
    })),
    onEnd: () => {
      saving = saveZip(connection, orders, fetched).catch(onLost)
    },
    // Not while they are being read.
    onForget: () => void saving.finally(() => forgetAll(fetched)),
  })
}

/** Drops what was fetched. */
export const forgetAll = (fetched: ReadonlyMap<number, Fetched>): void => {
  for (const { blob } of fetched.values()) forgetBlob(blob)
}

/** Saves what could be had; what could not is named in the manifest, and a retry makes another zip. */
export const saveZip = async (
  connection: Connection,
  orders: readonly ReportOrder[],
  fetched: ReadonlyMap<number, Fetched>,
): Promise<void> => {
  if (fetched.size === 0) return
  const { zipReports } = await import("./reportZip.ts")
  const missing = orders.flatMap((order, at) => (fetched.has(at) ? [] : [reportFileName(order)]))
  const day = new Date().toISOString().slice(0, 10)
  saveBlob(
    `${wordsOf(orders).many}-${day}.zip`,
    await zipReports(connection, [...fetched.values()], missing),
  )
}
