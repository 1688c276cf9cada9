import { own } from "../../lib/own.ts"
import type { Tone } from "../../model/field.ts"
import type { Call } from "../../model/call.ts"
import type { Block, Shown } from "../../model/part.ts"
import { idOf } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"
import { columnsOf, fieldsOf, readRow } from "../decode.ts"
import { stateTones } from "./fields.ts"
import { readPackage } from "./get.ts"

type Means = { readonly title: string; readonly detail?: string }

/** What the API's documentation says of each state, and what there is to be done. */
const meanings: Readonly<Record<string, Means>> = {
  verifying: {
    title: "Astra is looking at the package.",
    detail: "It becomes another state by itself.",
  },
  corrupt: {
    title: "The package is corrupt.",
    detail: "The API changes no package: delete it, and create or import it again.",
  },
  incomplete: {
    title: "Something of the package is missing.",
    detail:
      "The reasons below name it where Astra does. Images and artifacts come to Astra by NetApp's kubectl plugin and not by this API.",
  },
  available: { title: "Everything of it is there, and it is ready for use." },
}

const toneOfState = (state: string): Tone => {
  const [, tone] = Object.entries(stateTones).find(([name]) => name === state) ?? []
  return tone ?? "unknown"
}

type Detail = {
  readonly title: string | null | undefined
  readonly detail: string | null | undefined
  readonly additional: string | undefined
  readonly type: string | null | undefined
}
const d = columnsOf<Detail>()
const detailColumns = [
  d("title", "What", "text", (one) => one.title),
  d("detail", "Detail", "text", (one) => one.detail, { room: "much" }),
  d("additional", "More", "text", (one) => one.additional),
  d("type", "Type", "link", (one) => one.type),
]

type Next = { readonly state: string; readonly meaning: string | undefined }
const n = columnsOf<Next>()
const nextColumns = [
  n("state", "State", "status", (one) => one.state, { tones: stateTones }),
  n("meaning", "What it would mean", "text", (one) => one.meaning, { room: "much" }),
]

/** The state that it has, why, and which may follow. */
export const states = async (call: Call, at: Place): Promise<Shown> => {
  const { item } = await readPackage(call, idOf(at, "packages"))
  const { packageState: state, packageStateTransitions: transitions } = item
  const now = state ?? ""
  const said: Means = own(meanings, now) ?? {
    title: `Its state is ${now}, which the API does not document.`,
  }
  const details = (item.packageStateDetails ?? []).map((one) => ({
    title: one.title,
    detail: one.detail,
    additional: one.additionalDetails ? JSON.stringify(one.additionalDetails) : undefined,
    type: one.type,
  }))
  const following = [
    ...new Set((transitions ?? []).flatMap(({ from, to }) => (from === now ? (to ?? []) : []))),
  ].map((next) => ({ state: next, meaning: own(meanings, next)?.title }))
  const after: Block =
    following.length > 0
      ? {
          kind: "table",
          title: "What may follow",
          one: "state",
          many: "states",
          name: "state",
          fields: fieldsOf(nextColumns),
          rows: following.map((one) => readRow(nextColumns, one.state, one, one)),
        }
      : {
          kind: "note",
          tone: "unknown",
          title: transitions?.length
            ? "Astra names no state that may follow this one."
            : "Astra does not say which states may follow.",
        }
  return {
    busy: now === "verifying",
    blocks: [
      { kind: "note", tone: toneOfState(now), ...said },
      ...(details.length === 0
        ? []
        : [
            {
              kind: "table",
              title: "Why",
              one: "detail",
              many: "details",
              name: "title",
              fields: fieldsOf(detailColumns),
              rows: details.map((one, index) => readRow(detailColumns, String(index), one, one)),
            } as const,
          ]),
      after,
      {
        kind: "note",
        tone: "info",
        title: "A package cannot be changed.",
        detail:
          "The API has no update: delete it and create it again. Its images stay in the registry.",
      },
    ],
  }
}
