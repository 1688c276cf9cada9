import { useState } from "react"
import { saveBlob } from "../data/download.ts"
import { jobs } from "../data/jobs.ts"
import type { ListState } from "../data/listState.ts"
import { lackingOf } from "../data/readLacking.ts"
import { lateCalls } from "../data/readLate.ts"
import {
  exportFormats,
  exportName,
  lackWords,
  withoutSigned,
  writeExport,
} from "../data/tableExport.ts"
import type { ExportFormat } from "../data/tableExport.ts"
import { counted, formatCount } from "../lib/text.ts"
import { downWords } from "../model/down.ts"
import { namedAfter } from "../model/remedies.ts"
import type { Field, Row } from "../model/field.ts"
import type { Query } from "../model/query.ts"
import { fromParts, printWhere } from "../model/where.ts"
import { Button } from "../ui/Button.tsx"
import { Checkbox } from "../ui/Checkbox.tsx"
import { Dialog } from "../ui/Dialog.tsx"
import { Select } from "../ui/Select.tsx"
import { sortLabel } from "./labels.ts"

const labels: Readonly<Record<ExportFormat, string>> = {
  csv: "CSV, for spreadsheets",
  json: "JSON, one document",
  ndjson: "NDJSON, a line for each row",
  markdown: "Markdown table",
}

/** Words of different lengths stand before selects that begin below each other. */
const aligned = "[&>label]:w-16"

const names = new Intl.ListFormat("en")

/** So many calls are made without being asked for: they go out behind all that a page asks. */
const fewCalls = 100

/** `here`: the rows that are shown, where the others cannot be had. */
type Scope = "matching" | "selected" | "here"
type Which = "visible" | "all"

/** Exports what the list shows, all pages of it, as a job that goes on while other pages are used. */
export const TableExport = ({
  from,
  one,
  many,
  fields,
  columns,
  list,
  query,
  selected,
  onClose,
}: {
  /** Where the list is: the connection, and what is above it there. */
  readonly from: readonly string[]
  readonly one: string
  readonly many: string
  readonly fields: readonly Field[]
  /** Ids of the visible ones, in order. */
  readonly columns: readonly string[]
  readonly list: ListState
  readonly query: Query
  readonly selected: readonly Row[]
  readonly onClose: () => void
}) => {
  const [format, setFormat] = useState<ExportFormat>("csv")
  const [which, setWhich] = useState<Which>("visible")
  const [chosen, setScope] = useState<Scope>(selected.length > 0 ? "selected" : "matching")
  const [wish, setAsks] = useState<boolean>()
  const asked = printWhere(fromParts(query))
  // While another question is answered, the numbers are those of the one before.
  const { matching } = list.stale ? { matching: undefined } : list
  const down = downWords(list.problem)
  const inPart = down !== undefined && list.inPart === true && !list.stale && list.rows.length > 0
  const scope = chosen === "selected" ? chosen : inPart ? "here" : "matching"
  const given = scope === "selected" ? selected : scope === "here" ? list.rows : undefined
  const known = matching?.exact
    ? counted(matching.count, one, many)
    : `all ${many}, how many is not known yet`

  const wanted =
    which === "visible"
      ? columns.flatMap((id) => fields.find((field) => field.id === id) ?? [])
      : fields.filter((field) => !field.itemOnly && !field.remoteOnly)
  const { written: shown, leftOut } = withoutSigned(wanted)
  const lateFields = shown.filter((field) => field.late && !down)
  const late = lateFields.map(({ label }) => label)
  const together = lateFields[0]?.together
  const lacking = lackingOf(shown, given ?? []).map(({ label }) => label)
  const of = given?.length ?? (matching?.exact ? matching.count : undefined)
  const calls = of === undefined ? undefined : lateCalls(lateFields, of)
  const asks = wish ?? (calls !== undefined && calls <= fewCalls)

  const described: Readonly<Record<Scope, string>> = {
    selected: `The ${counted(selected.length, `selected ${one}`, `selected ${many}`)}, and no others.`,
    here: `The ${counted(list.rows.length, one, many)} of this page, and no others.`,
    matching: asked === "" ? `The whole list of ${many}.` : `What answers ${asked}, on all pages.`,
  }

  const start = (): void => {
    const sorted = sortLabel(fields, query.sort)
    // Another page may be open when all is read.
    const { title } = document
    jobs.start({
      title: `Export ${many}`,
      works: [
        {
          id: "export",
          label: labels[format],
          run: async ({ signal, progress, say }) => {
            say("reading")
            const all = await list
              .readAll({
                signal,
                onProgress: (read, of) =>
                  say(
                    of === undefined
                      ? `${formatCount(read)} read`
                      : `${formatCount(read)} of ${formatCount(of)} read`,
                  ),
                onParts: (read, of) => say(`${read} of ${of} connections read`),
                fields: shown.map(({ id }) => id),
                ...(given ? { rows: given } : {}),
                ...(late.length > 0 && asks
                  ? {
                      onLate: (done, of) =>
                        say(`${formatCount(done)} of ${formatCount(of)} asked for`),
                    }
                  : {}),
              })
              .catch((cause: unknown) => {
                // It outlives the page, which alone says whose list it is.
                throw namedAfter(from[0], cause)
              })
            say("writing")
            const reasons = [
              ...(all.complete ? [] : [all.incomplete ?? "the list was not read to its end"]),
              ...(scope === "here" ? [`these ${many} alone were here, of all that match`] : []),
              lackWords("not-loaded", shown, all.rows),
            ].filter((reason) => reason !== "")
            const forbidden = lackWords("forbidden", shown, all.rows)
            const head = {
              title,
              from,
              exportedAt: new Date().toISOString(),
              ...(all.at === undefined ? {} : { readAt: new Date(all.at).toISOString() }),
              query:
                scope === "selected"
                  ? counted(selected.length, `selected ${one}`, `selected ${many}`)
                  : asked,
              order:
                scope === "selected"
                  ? "In the order in which they were selected"
                  : sorted === ""
                    ? "In the order of the list"
                    : sorted,
              rows: all.rows.length,
              complete: reasons.length === 0,
              incomplete: reasons.join("; "),
              ...(forbidden === "" ? {} : { forbidden }),
              ...(leftOut === "" ? {} : { leftOut }),
            }
            const file = await writeExport({
              format,
              fields: shown,
              rows: all.rows,
              head,
              signal,
              onProgress: (written) =>
                say(`${formatCount(written)} of ${formatCount(all.rows.length)} written`),
            })
            progress(file.size, file.size)
            const name = exportName(format, many, head)
            saveBlob(name, file)
            const rows = counted(all.rows.length, "row", "rows")
            return {
              ...(head.complete ? {} : { lacking: true as const }),
              note: `${name}: ${rows}${head.complete ? "" : `, NOT COMPLETE: ${head.incomplete}`}${forbidden === "" ? "" : `; ${forbidden}`}`,
            }
          },
        },
      ],
    })
    onClose()
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Export ${many}`}
      description={described[scope]}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={start}>
            Export {given ? counted(given.length, one, many) : known}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {selected.length > 0 && (
          <Select
            label="Rows"
            className={aligned}
            value={scope}
            options={[
              { value: "selected", label: `The ${selected.length} selected` },
              inPart
                ? { value: "here", label: `The ${list.rows.length} on this page` }
                : { value: "matching", label: "All that match" },
            ]}
            onChange={setScope}
          />
        )}
        <Select
          label="Format"
          className={aligned}
          value={format}
          options={exportFormats.map((value) => ({ value, label: labels[value] }))}
          onChange={setFormat}
        />
        <Select
          label="Columns"
          className={aligned}
          value={which}
          options={[
            { value: "visible", label: "The visible ones, in their order" },
            { value: "all", label: "Every column of the list" },
          ]}
          onChange={setWhich}
        />
        {down !== undefined && list.rows.length > 0 && (
          <p className="text-sm text-tone-warn-ink">
            {from[0]} {down}. {inPart && `Of all ${many} that match only those here can be had. `}
            The file has the rows as they were read before, and says so.
          </p>
        )}
        {lacking.length > 0 && (
          <p className="text-sm text-body">
            {names.format(lacking)} {lacking.length === 1 ? "was" : "were"} not read of all of these{" "}
            {many},{" "}
            {down === undefined
              ? `so ${lacking.length === 1 ? "it is" : "they are"} asked for now.`
              : `and cannot be asked for now: the file says of which rows ${lacking.length === 1 ? "it is" : "they are"} missing.`}
          </p>
        )}
        {late.length > 0 && (
          <div>
            <p className="text-sm text-body">
              {names.format(late)} {late.length === 1 ? "is" : "are"}{" "}
              {together ? "not in the list itself" : "asked for row by row"}, so{" "}
              {late.length === 1 ? "it is" : "they are"} known only of rows that were on screen.
            </p>
            <Checkbox
              checked={asks}
              onChange={setAsks}
              label={`Ask for ${late.length === 1 ? "it" : "them"} of every row (${
                calls !== undefined
                  ? `up to ${counted(calls, "request", "requests")}`
                  : together
                    ? `up to ${together.calls} requests for every ${together.rows}`
                    : "a request for each that is not known"
              })`}
            />
          </div>
        )}
        {leftOut !== "" && <p className="text-sm text-body">{leftOut}.</p>}
        <p className="text-xs text-muted">
          Where it is from, the query, the order and the time stand at the head of the file. Dates
          are ISO 8601, sizes in bytes, durations in seconds. In CSV, text that a spreadsheet would
          run as a formula is kept from running.
        </p>
      </div>
    </Dialog>
  )
}
