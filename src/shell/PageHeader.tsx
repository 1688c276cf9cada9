import { useRef } from "react"
import type { ReactNode } from "react"
import { useArrival } from "./announce.tsx"
import { Crumbs } from "./Crumbs.tsx"
import type { Crumb } from "./Crumbs.tsx"
import { withLastQuery } from "./lastQuery.ts"
import { useCommands } from "../ui/commands.ts"
import { cx } from "../ui/cx.ts"

/** What every page opens with: where it is, what it is called, its state, and what can be done. */
export const PageHeader = ({
  title,
  provisional = false,
  trail,
  mark,
  status,
  description,
  actions,
  aside,
}: {
  readonly title: string
  /** It only stands for a name that is still to come, and is said once it is there. */
  readonly provisional?: boolean
  /** Without the page itself, which is added. Empty on a top page, which needs no way up. */
  readonly trail?: readonly Crumb[]
  /** A small picture before the title, such as the provider's mark. */
  readonly mark?: ReactNode
  readonly status?: ReactNode
  readonly description?: ReactNode
  readonly actions?: ReactNode
  /** Stands at the end of the trail's line. */
  readonly aside?: ReactNode
}) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useArrival(heading, title, provisional)
  useCommands(() =>
    (trail ?? []).toReversed().flatMap(({ label, to }) =>
      // The crumbs of a connection and of its list lead to the same page.
      to === undefined || trail?.find((crumb) => crumb.to === to)?.label !== label
        ? []
        : [{ id: `up ${to}`, label: `Go up to ${label}`, group: "up", to: withLastQuery(to) }],
    ),
  )
  return (
    <header className="mb-5">
      <title>{`${title} · Waybill`}</title>
      {trail && trail.length > 0 && (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <Crumbs trail={[...trail, { label: title }]} />
          {aside}
        </div>
      )}
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        {/* An item's actions come late: were they to stand beside its name, they would break its line. */}
        <div className={cx("min-w-0 flex-1 basis-60", aside !== undefined && "max-lg:basis-full")}>
          <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
            {mark}
            <h1
              ref={heading}
              tabIndex={-1}
              className="min-w-0 text-xl font-semibold tracking-tight break-words text-strong"
            >
              {title}
            </h1>
            {status}
          </div>
        </div>
        {description !== undefined && description !== false && (
          // Below the actions, not beside them: facts then take two lines and not four.
          <div className="-mt-2.5 basis-full text-sm text-muted sm:order-last">
            <div className={typeof description === "string" ? "max-w-text" : ""}>{description}</div>
          </div>
        )}
        {actions !== undefined && actions !== false && (
          <div data-screen-only="" className="flex flex-wrap items-center gap-2">
            {actions}
          </div>
        )}
      </div>
    </header>
  )
}
