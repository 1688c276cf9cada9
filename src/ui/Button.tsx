import { useId } from "react"
import type { ButtonHTMLAttributes, MouseEvent, ReactNode, Ref } from "react"
import { Link } from "react-router"
import type { LinkProps } from "react-router"
import { buttonStyle } from "./buttonStyle.ts"
import type { ButtonSize, ButtonVariant } from "./buttonStyle.ts"
import { cx } from "./cx.ts"
import { Spinner } from "./Spinner.tsx"
import { Tooltip } from "./Tooltip.tsx"
import type { TriggerElement } from "./trigger.ts"

type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "type"> & {
  readonly ref?: Ref<HTMLButtonElement> | undefined
  readonly type?: "button" | "submit" | undefined
}

export type ButtonProps = Native & {
  readonly variant?: ButtonVariant | undefined
  readonly size?: ButtonSize | undefined
  readonly icon?: ReactNode
  /** Work goes on: shows a ring, keeps its width and the focus, and takes no press. */
  readonly pending?: boolean | undefined
  /** Why it cannot be pressed now. It stays focusable, so that everyone can read why. */
  readonly disabledReason?: string | undefined
}

/** A press that must do nothing, not even submit the form around it. */
const swallow = (event: MouseEvent<HTMLButtonElement>): void => {
  event.preventDefault()
  event.stopPropagation()
}

/**
 * The words around a button: in a tooltip for the eye, and why it is off always in the page for those who
 * listen, because a tooltip comes too late to be read with the name. It stands around every button, so that
 * one that gets a reason, or loses it, stays the same button with its focus.
 */
const WithReason = ({
  id,
  reason,
  label,
  children,
}: {
  readonly id: string
  readonly reason: string | undefined
  readonly label?: string
  readonly children: TriggerElement
}) => (
  <>
    <Tooltip content={reason ?? label} describes={false}>
      {children}
    </Tooltip>
    {reason !== undefined && (
      <span id={id} hidden>
        {reason}
      </span>
    )}
  </>
)

export const Button = ({
  variant = "secondary",
  size = "md",
  icon,
  pending = false,
  disabled = false,
  disabledReason,
  type = "button",
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) => {
  const off = pending || disabled || disabledReason !== undefined
  const reasonId = useId()
  return (
    <WithReason id={reasonId} reason={disabledReason}>
      <button
        {...rest}
        type={type === "submit" ? "submit" : "button"}
        data-edge=""
        aria-disabled={off || undefined}
        aria-busy={pending || undefined}
        aria-describedby={disabledReason === undefined ? rest["aria-describedby"] : reasonId}
        onClick={off ? swallow : onClick}
        className={buttonStyle(variant, size, className)}
      >
        {pending ? <Spinner size={14} /> : icon}
        {children}
      </button>
    </WithReason>
  )
}

export type IconButtonProps = Omit<Native, "children" | "aria-label"> & {
  /** Its accessible name, shown as a tooltip. */
  readonly label: string
  readonly icon: ReactNode
  readonly size?: ButtonSize | undefined
  /** For a toggle: whether it is on. */
  readonly pressed?: boolean | undefined
  readonly disabledReason?: string | undefined
}

export const IconButton = ({
  label,
  icon,
  size = "md",
  pressed,
  disabled = false,
  disabledReason,
  type = "button",
  className,
  onClick,
  ...rest
}: IconButtonProps) => {
  const off = disabled || disabledReason !== undefined
  const reasonId = useId()
  return (
    <WithReason id={reasonId} reason={disabledReason} label={label}>
      <button
        {...rest}
        type={type === "submit" ? "submit" : "button"}
        aria-label={label}
        aria-pressed={pressed}
        aria-disabled={off || undefined}
        aria-describedby={disabledReason === undefined ? rest["aria-describedby"] : reasonId}
        onClick={off ? swallow : onClick}
        className={cx(
          "touch-target inline-flex shrink-0 items-center justify-center rounded-md align-middle text-muted transition-colors hover:bg-hover hover:text-strong active:bg-press aria-disabled:cursor-not-allowed aria-disabled:opacity-55 aria-expanded:bg-hover aria-expanded:text-strong aria-pressed:bg-accent-soft aria-pressed:text-accent",
          size === "sm" ? "size-6" : "size-8",
          className,
        )}
      >
        {icon}
      </button>
    </WithReason>
  )
}

export type ButtonLinkProps = LinkProps & {
  readonly variant?: ButtonVariant | undefined
  readonly size?: ButtonSize | undefined
  readonly icon?: ReactNode
}

/** A link within the app that looks like a button. */
export const ButtonLink = ({
  variant = "secondary",
  size = "md",
  icon,
  className,
  children,
  ...rest
}: ButtonLinkProps) => (
  <Link {...rest} data-edge="" className={buttonStyle(variant, size, className)}>
    {icon}
    {children}
  </Link>
)
