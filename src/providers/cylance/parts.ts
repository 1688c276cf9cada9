import { counted } from "../../lib/text.ts"
import { formatDuration, formatLocal } from "../../lib/dates.ts"
import { valueOf } from "../../model/field.ts"
import type { Row, Tone } from "../../model/field.ts"
import type { Call } from "../../model/call.ts"
import type { Block, Shown } from "../../model/part.ts"
import { idOf } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"
import { columnsOf, fieldsOf, readRow } from "../decode.ts"
import { deadlineOf } from "./deadline.ts"
import { getPackage } from "./get.ts"
import { fields } from "./list.ts"

type Example = Readonly<Record<string, string | number | boolean | null>>

const c = columnsOf<Example>()
const textOf = (value: Example[string] | undefined): string | null | undefined =>
  value === undefined || value === null ? value : String(value)

const columns = [
  c("invocation", "Arguments", "id", (one) => textOf(one["invocation"])),
  c("description", "What they do", "text", (one) => textOf(one["description"])),
]

const isRecord = (value: unknown): value is Example => typeof value === "object" && value !== null

const examplesOf = (row: Row): Block => {
  const cell = valueOf(row, "examples")
  const rows = (Array.isArray(cell) ? cell : []).filter(isRecord)
  if (rows.length === 0)
    return {
      kind: "note",
      tone: "info",
      title: "Its author gave no examples.",
      detail: "What it takes as arguments stands in its file alone.",
    }
  return {
    kind: "table",
    title: "Examples",
    one: "example",
    many: "examples",
    name: "description",
    fields: fieldsOf(columns),
    rows: rows.map((one, at) => readRow(columns, String(at), one, one)),
  }
}

const playbooksOf = (row: Row): Block => {
  const count = valueOf(row, "playbooks")
  if (typeof count !== "number")
    return {
      kind: "note",
      tone: "unknown",
      title: "The API does not say whether playbooks use it.",
    }
  return {
    kind: "note",
    tone: "info",
    title:
      count === 0
        ? "No playbook uses it."
        : `${counted(count, "playbook uses", "playbooks use")} it.`,
    ...(count === 0 ? {} : { detail: "The API says how many, not which: look in the console." }),
  }
}

/** How a package is called, and what calls it. */
export const use = async (call: Call, at: Place): Promise<Shown> => {
  const row = await getPackage(call, idOf(at, "packages"))
  return { blocks: [examplesOf(row), playbooksOf(row)] }
}

type Said = { readonly tone: Tone; readonly title: string; readonly detail?: string }

/** What the status of an upload means, and what to do about it. */
export const stateOf = (row: Row, now: number): Said => {
  const said = valueOf(row, "status")
  const status = typeof said === "string" ? said : ""
  const seconds = valueOf(row, "timeout")
  const patience = typeof seconds === "number" ? formatDuration(seconds) : "its time"
  const until = deadlineOf(row)
  const again = "Delete it and upload it again: its address is given out once."
  switch (status) {
    case "success":
      return { tone: "pass", title: "The file has arrived." }
    case "started": {
      if (until === undefined)
        return {
          tone: "running",
          title: `It waits ${patience} for its file.`,
          detail: "The API does not say since when.",
        }
      const left = Math.ceil((until.getTime() - now) / 1000)
      return left > 0
        ? {
            tone: "running",
            title: `It waits for its file until ${formatLocal(until)}.`,
            detail: `${formatDuration(left)} are left of ${patience}.`,
          }
        : {
            tone: "warn",
            title: `Its time was over at ${formatLocal(until)}.`,
            detail:
              "A file that came in time is being looked at; otherwise the status becomes timeout.",
          }
    }
    case "timeout":
      return { tone: "warn", title: `The file did not arrive within ${patience}.`, detail: again }
    case "failed":
      return {
        tone: "fail",
        title: "The upload failed.",
        detail: `The API does not say why; a file that does not have the announced checksum is one reason. ${again}`,
      }
    default:
      return {
        tone: "unknown",
        title: status
          ? `The status is ${status}, which the API does not document.`
          : "The API does not say how the upload stands.",
      }
  }
}

/** How the upload stands, until when, and why there is nothing to edit. */
export const uploaded = async (call: Call, at: Place): Promise<Shown> => {
  const row = await getPackage(call, idOf(at, "packages"))
  const said = stateOf(row, Date.now())
  return {
    busy: said.tone === "running",
    blocks: [
      { kind: "note", ...said },
      {
        kind: "fields",
        fields: fields.filter(({ group }) => group === "Upload" || group === "File"),
        row,
      },
      {
        kind: "note",
        tone: "info",
        title: "A package cannot be changed.",
        detail: "The API has no update: upload the file again as another version.",
      },
    ],
  }
}
