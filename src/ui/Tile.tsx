import type { ReactNode } from "react"
import { Link } from "react-router"
import { StatusShape } from "./StatusShape.tsx"
import type { StatusTone } from "./StatusBadge.tsx"

/** A number that matters, and the list behind it. An unknown number is "—", never 0. */
export const Tile = ({
  label,
  value,
  to,
  tone,
  note,
}: {
  readonly label: string
  readonly value: ReactNode
  readonly to: string
  readonly tone?: StatusTone | undefined
  readonly note?: ReactNode
}) => (
  <Link
    to={to}
    className="flex min-w-0 flex-col gap-1 rounded-lg border border-line bg-surface p-4 transition-colors hover:border-control hover:bg-hover active:bg-press"
  >
    <span className="flex items-center gap-1.5 text-sm text-muted">
      {tone !== undefined && <StatusShape tone={tone} />}
      <span className="min-w-0">{label}</span>
    </span>
    <span className="numeric text-2xl font-semibold tracking-tight text-strong">{value}</span>
    {note !== undefined && <span className="text-xs text-muted">{note}</span>}
  </Link>
)
