import type { Connection } from "../model/connection.ts"
import type { Report } from "../model/part.ts"
import type { Place } from "../model/place.ts"
import { callOf } from "./call.ts"
import { jobs } from "./jobs.ts"
import type { Job, WorkTools } from "./jobs.ts"

/** Gives a file to the browser to keep. */
export const saveBlob = (name: string, blob: Blob): void => {
  const url = URL.createObjectURL(blob)
  const link = document.createElement("a")
  link.href = url
  link.download = name
  link.click()
  // The browser has taken it over by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Counts the bytes of an answer as they pass; they are kept by the browser, not by this page. */
export const countedBody = (
  response: Response,
  { progress }: Pick<WorkTools, "progress">,
): Response => {
  const of = Number(response.headers.get("content-length") ?? "0")
  if (!response.body) return response
  let read = 0
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (chunk, controller) => {
      read += chunk.length
      progress(read, Math.max(of, read))
      controller.enqueue(chunk)
    },
  })
  return new Response(response.body.pipeThrough(counter), { headers: response.headers })
}

/** One report of one item, as it is asked for. */
export type ReportOrder = {
  readonly report: Report
  readonly place: Place
  readonly variant: string | undefined
  /** What the item is called, for the list of the job. */
  readonly title: string
}

/** A file name that no system trips over, and that says of what the report is. */
export const reportFileName = ({ report, place, variant }: ReportOrder): string => {
  const parts = place.slice(-2).map(({ id }) => id.replaceAll(/[^\p{L}\p{N}.@+_-]+/gu, "_"))
  return [
    ...parts,
    ...(variant === undefined || variant === "version" ? [] : [variant]),
    report.fileName,
  ]
    .join("-")
    .slice(-180)
}

/** Downloads reports one after the other, within the provider's rate, as a job. */
export const downloadReports = (connection: Connection, orders: readonly ReportOrder[]): Job => {
  const [first] = orders
  const perMinute = first?.report.perMinute
  return jobs.start({
    title:
      orders.length === 1 && first
        ? `Download ${first.report.label} of ${first.title}`
        : `Download ${orders.length} reports`,
    ...(perMinute === undefined ? {} : { rate: { key: `report ${connection.id}`, perMinute } }),
    works: orders.map((order, at) => ({
      id: String(at),
      label: reportFileName(order),
      run: async (tools) => {
        const response = await order.report.fetch(
          callOf(connection, tools.signal, "soon"),
          order.place,
          order.variant,
        )
        saveBlob(reportFileName(order), await countedBody(response, tools).blob())
        return undefined
      },
    })),
  })
}
