import type { ReactNode } from "react"
import { formatBytes } from "../lib/bytes.ts"
import { formatDuration } from "../lib/dates.ts"
import { counted, shorten } from "../lib/text.ts"
import { toneOf } from "../model/field.ts"
import type { Field, Kind, Kinds } from "../model/field.ts"
import { CopyButton } from "../ui/CopyButton.tsx"
import { ExternalLink, safeHref } from "../ui/ExternalLink.tsx"
import { StatusBadge } from "../ui/StatusBadge.tsx"
import { TimeAgo } from "../ui/TimeAgo.tsx"
import { Records } from "./Records.tsx"

type Draw<K extends Kind> = (value: Kinds[K], field: Field, detail: boolean) => ReactNode

export type KindLook<K extends Kind> = {
  readonly draw: Draw<K>
  /** Numbers stand right, so that their digits do. */
  readonly align: "start" | "end"
  /** Width of its column in px, before anyone changes it. */
  readonly width: number
}

const mono = (value: string, field: Field, detail: boolean): ReactNode => (
  <span className="flex min-w-0 items-center gap-1">
    <span
      className={detail ? "font-mono text-xs break-all" : "truncate font-mono text-xs"}
      title={detail ? undefined : value}
    >
      {detail ? value : shorten(value, field.kind === "digest" ? 14 : 8)}
    </span>
    <CopyButton value={value} label={`Copy ${field.label}`} />
  </span>
)

const plain = (value: string, _field: Field, detail: boolean): ReactNode =>
  detail ? (
    <span className="whitespace-pre-wrap">{value}</span>
  ) : (
    <span className="truncate" title={value}>
      {value}
    </span>
  )

const number = (text: string, exact: string): ReactNode => (
  <span className="numeric" title={exact === text ? undefined : exact}>
    {text}
  </span>
)

const list = (values: readonly string[], _field: Field, detail: boolean): ReactNode => {
  if (values.length === 0) return <span className="text-faint">none</span>
  const shown = detail ? values : values.slice(0, 2)
  return (
    <span
      className={detail ? "flex flex-wrap gap-1" : "flex min-w-0 gap-1"}
      title={detail ? undefined : values.join("\n")}
    >
      {shown.map((value) => (
        <span key={value} className="max-w-full truncate rounded-sm bg-sunken px-1.5 text-xs/5">
          {value}
        </span>
      ))}
      {values.length > shown.length && (
        <span className="rounded-sm px-1 text-xs/5 text-muted">
          +{values.length - shown.length}
        </span>
      )}
    </span>
  )
}

const link = (value: string, field: Field, detail: boolean): ReactNode => (
  <span className="flex min-w-0 items-center gap-1">
    <span className={detail ? "text-sm break-all" : "truncate"} title={detail ? undefined : value}>
      {safeHref(value) ? <ExternalLink href={value}>{value}</ExternalLink> : value}
    </span>
    <CopyButton value={value} label={`Copy ${field.label}`} />
  </span>
)

/** How each kind of value looks. A new kind does not compile until it has a look. */
export const kinds: { readonly [K in Kind]: KindLook<K> } = {
  text: { draw: plain, align: "start", width: 220 },
  id: { draw: mono, align: "start", width: 190 },
  number: {
    draw: (value) => number(value.toLocaleString("en"), String(value)),
    align: "end",
    width: 100,
  },
  bytes: {
    draw: (value) => number(formatBytes(value), `${value.toLocaleString("en")} bytes`),
    align: "end",
    width: 110,
  },
  date: { draw: (value) => <TimeAgo date={value} />, align: "start", width: 140 },
  duration: {
    draw: (value) => number(formatDuration(value), `${value} s`),
    align: "end",
    width: 120,
  },
  version: { draw: plain, align: "start", width: 130 },
  digest: { draw: mono, align: "start", width: 230 },
  flag: { draw: (value) => (value ? "Yes" : "No"), align: "start", width: 90 },
  status: {
    draw: (value, field) => <StatusBadge tone={toneOf(field, value)}>{value}</StatusBadge>,
    align: "start",
    width: 160,
  },
  link: { draw: link, align: "start", width: 240 },
  list: { draw: list, align: "start", width: 220 },
  records: {
    draw: (rows, field, detail) =>
      detail ? (
        <Records rows={rows} label={field.label} />
      ) : (
        <span className="text-muted">{counted(rows.length, "entry", "entries")}</span>
      ),
    align: "start",
    width: 120,
  },
}
