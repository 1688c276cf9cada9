import { cx } from "./cx.ts"

/** A ring that turns. Says nothing by itself: put words beside it, or give it a `label`. */
export const Spinner = ({
  size = 16,
  label,
  className,
}: {
  readonly size?: number
  readonly label?: string
  readonly className?: string | undefined
}) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 16 16"
    fill="none"
    strokeWidth={2}
    strokeLinecap="round"
    data-spinner=""
    className={cx("animate-spin", className)}
    {...(label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label })}
  >
    <circle cx="8" cy="8" r="6" stroke="currentColor" opacity="0.25" />
    <path d="M8 2a6 6 0 0 1 6 6" stroke="currentColor" />
  </svg>
)
