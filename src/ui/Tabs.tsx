import { formatCount } from "../lib/text.ts"
import { Tabs as Base } from "@base-ui/react/tabs"
import type { ReactNode } from "react"

export type Tab = {
  readonly id: string
  readonly label: string
  readonly count?: number | undefined
}

/** A row of tabs and, as children, a {@link TabPanel} for each. Arrow keys move, Enter or Space chooses. */
export const Tabs = ({
  label,
  tabs,
  value,
  onChange,
  children,
}: {
  readonly label: string
  readonly tabs: readonly Tab[]
  readonly value: string
  readonly onChange: (id: string) => void
  readonly children?: ReactNode
}) => (
  <Base.Root
    value={value}
    onValueChange={(next: unknown) => {
      if (typeof next === "string") onChange(next)
    }}
  >
    <Base.List aria-label={label} className="flex flex-wrap gap-x-5 border-b border-line">
      {tabs.map((tab) => (
        <Base.Tab
          key={tab.id}
          value={tab.id}
          className="touch-target -mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent text-sm font-medium text-muted transition-colors hover:text-strong focus-visible:-outline-offset-2 aria-selected:border-accent aria-selected:text-strong"
        >
          {tab.label}
          {tab.count !== undefined && (
            <span className="numeric rounded-full bg-sunken px-1.5 text-xs text-muted">
              {formatCount(tab.count)}
            </span>
          )}
        </Base.Tab>
      ))}
    </Base.List>
    {children}
  </Base.Root>
)

export const TabPanel = ({
  id,
  children,
}: {
  readonly id: string
  readonly children: ReactNode
}) => (
  <Base.Panel value={id} className="pt-5">
    {children}
  </Base.Panel>
)
