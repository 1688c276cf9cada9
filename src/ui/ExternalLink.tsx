import { ArrowUpRight } from "lucide-react"
import type { ReactNode } from "react"

/** The address as a browser understands it, where it is http or https; `javascript:` and its like are not. */
export const safeHref = (href: string): string | undefined => {
  try {
    const url = new URL(href)
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : undefined
  } catch {
    return undefined
  }
}

/** A link out of the app. What is not an absolute http(s) address is shown as text. */
export const ExternalLink = ({
  href,
  children,
}: {
  readonly href: string
  readonly children?: ReactNode
}) => {
  const safe = safeHref(href)
  if (safe === undefined) return <span className="break-all">{children ?? href}</span>
  return (
    <a
      href={safe}
      target="_blank"
      rel="noopener noreferrer"
      className="rounded-sm break-all text-accent underline-offset-2 hover:underline"
    >
      {children ?? href}
      <ArrowUpRight aria-hidden size={12} className="ml-0.5 inline align-baseline" />
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  )
}
