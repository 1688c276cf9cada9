import type { ReactNode } from "react"
import { cx } from "./cx.ts"
import { Spinner } from "./Spinner.tsx"
import type { StatusTone } from "./StatusBadge.tsx"

const fills: Readonly<Record<StatusTone, string>> = {
  critical: "text-tone-critical",
  fail: "text-tone-fail",
  warn: "text-tone-warn",
  info: "text-tone-info",
  pass: "text-tone-pass",
  running: "text-tone-running",
  unknown: "text-tone-unknown",
}

/** Every tone has an outline of its own, so that it is told apart without its colour. */
const shapes: Readonly<Record<Exclude<StatusTone, "running">, ReactNode>> = {
  critical: <path fill="currentColor" d="M4.9.5h6.2l4.4 4.4v6.2l-4.4 4.4H4.9L.5 11.1V4.9z" />,
  fail: (
    <path
      fill="currentColor"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
      d="M8 2.2 14.8 14H1.2z"
    />
  ),
  warn: (
    <path
      fill="currentColor"
      stroke="currentColor"
      strokeWidth="1"
      strokeLinejoin="round"
      d="M8 1.2 14.8 8 8 14.8 1.2 8z"
    />
  ),
  info: <circle fill="currentColor" cx="8" cy="8" r="6" />,
  pass: (
    <path
      fill="currentColor"
      fillRule="evenodd"
      d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm3.6 4.1L7 9.7 4.6 7.3 3.3 8.6 7 12.3l5.9-5.9z"
    />
  ),
  unknown: (
    <circle
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeDasharray="2.6 2.1"
      cx="8"
      cy="8"
      r="6"
    />
  ),
}

/** The shape alone, in the tone's fill. Decoration: a word must stand beside it, or be given as `label`. */
export const StatusShape = ({
  tone,
  size = 12,
  label,
}: {
  readonly tone: StatusTone
  readonly size?: number
  readonly label?: string
}) => (
  <span className={cx("inline-flex shrink-0", fills[tone])}>
    {tone === "running" ? (
      <Spinner size={size} />
    ) : (
      <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden>
        {shapes[tone]}
      </svg>
    )}
    {label !== undefined && <span className="sr-only">{label}</span>}
  </span>
)
