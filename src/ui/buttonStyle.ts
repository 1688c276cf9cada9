import { cx } from "./cx.ts"

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger"
export type ButtonSize = "sm" | "md"

const variants: Readonly<Record<ButtonVariant, string>> = {
  primary:
    "bg-primary text-on-primary border-transparent hover:bg-primary-hover active:bg-primary-press",
  secondary: "bg-surface text-strong border-line hover:bg-hover active:bg-press",
  ghost:
    "bg-transparent text-muted border-transparent hover:bg-hover hover:text-strong active:bg-press",
  danger:
    "bg-danger text-on-danger border-transparent hover:bg-danger-hover active:bg-danger-hover",
}

const sizes: Readonly<Record<ButtonSize, string>> = {
  sm: "h-7 px-2 text-xs gap-1.5",
  md: "h-8 px-3 text-sm gap-2",
}

const base =
  "touch-target inline-flex shrink-0 items-center justify-center rounded-md border font-medium whitespace-nowrap select-none transition-colors aria-disabled:cursor-not-allowed aria-disabled:opacity-55"

/** The classes of everything that looks like a button, whether it is one or a link. */
export const buttonStyle = (variant: ButtonVariant, size: ButtonSize, className?: string): string =>
  cx(base, variants[variant], sizes[size], className)
