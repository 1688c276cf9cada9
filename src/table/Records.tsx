import { formatBytes } from "../lib/bytes.ts"
import type { Scalar } from "../model/field.ts"
import { useNarrow } from "./density.ts"

type RecordRow = Readonly<Record<string, Scalar>>

const shown = (name: string, value: Scalar | undefined): string => {
  if (value === null || value === undefined) return "—"
  if (typeof value === "boolean") return value ? "yes" : "no"
  return typeof value === "number" && name === "size" ? formatBytes(value) : String(value)
}

/** A small table inside a value: images, transitions, links. On a small screen its rows are stacked. */
export const Records = ({
  rows,
  label,
}: {
  readonly rows: readonly RecordRow[]
  readonly label: string
}) => {
  const narrow = useNarrow()
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  if (rows.length === 0) return <span className="text-faint">none</span>
  if (narrow)
    return (
      <ul aria-label={label}>
        {rows.map((row) => (
          <li key={JSON.stringify(row)} className="border-b border-line-soft py-1.5 last:border-0">
            <dl className="text-xs">
              {names.map((name) => (
                <div key={name} className="flex gap-2 py-0.5">
                  <dt className="w-24 shrink-0 wrap-anywhere text-muted">{name}</dt>
                  <dd className="min-w-0 wrap-anywhere">{shown(name, row[name])}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    )
  return (
    <section className="overflow-x-auto" aria-label={label} tabIndex={0}>
      <table className="w-full text-left text-xs">
        <thead>
          <tr className="border-b border-line text-muted">
            {names.map((name) => (
              <th key={name} scope="col" className="py-1 pr-4 font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={JSON.stringify(row)} className="border-b border-line-soft last:border-0">
              {names.map((name) => (
                <td key={name} className="max-w-80 min-w-24 py-1 pr-4 align-top wrap-anywhere">
                  {shown(name, row[name])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
