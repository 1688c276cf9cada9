import {
  Boxes,
  LayoutDashboard,
  PanelLeftClose,
  PanelLeftOpen,
  Plug,
  Plus,
  Settings,
} from "lucide-react"
import { useState } from "react"
import type { ReactNode } from "react"
import { Link, NavLink } from "react-router"
import { useViews } from "../data/useViews.ts"
import type { Connection } from "../model/connection.ts"
import { providerIds, providerNames } from "../model/provider.ts"
import { paths } from "../paths.ts"
import { Behind, comesBehind } from "../ui/Behind.tsx"
import { IconButton } from "../ui/Button.tsx"
import { cx } from "../ui/cx.ts"
import { Skeleton } from "../ui/Skeleton.tsx"
import { Unloaded } from "../ui/Spare.tsx"
import { StatusShape } from "../ui/StatusShape.tsx"
import { Tooltip } from "../ui/Tooltip.tsx"
import { Logo } from "./Logo.tsx"
import { ProviderMark } from "./ProviderMark.tsx"
import { railEntry } from "./railEntry.ts"
import { setRailNarrow } from "./railState.ts"
import { useHealth } from "./useHealth.ts"

const railViews = comesBehind(async () => (await import("./RailViews.tsx")).RailViews)

/** A link of the rail; narrow, its words are in a tooltip. */
const Entry = ({
  to,
  end = false,
  icon,
  label,
  narrow,
  after,
  hint,
  inView = false,
}: {
  readonly to: string
  /** Current only on exactly this path, not below it. */
  readonly end?: boolean
  readonly icon: ReactNode
  readonly label: string
  readonly narrow: boolean
  readonly after?: ReactNode
  readonly hint?: string
  /** What is open is a view that has an entry of its own. */
  readonly inView?: boolean
}) => {
  const link = (
    <NavLink
      to={to}
      end={end}
      aria-current={inView ? false : "page"}
      className={cx(railEntry, narrow && "justify-center")}
    >
      <span className="relative flex size-5 shrink-0 items-center justify-center">
        {icon}
        {narrow && after !== undefined && (
          <span className="absolute -right-2.5 -bottom-1 flex">{after}</span>
        )}
      </span>
      <span className={narrow ? "sr-only" : "min-w-0 flex-1 truncate"}>{label}</span>
      {!narrow && after}
    </NavLink>
  )
  const more = narrow ? [label, hint].filter(Boolean).join(": ") : hint
  return (
    <li>
      {more === undefined ? (
        link
      ) : (
        <Tooltip content={more} describes={false} side="right">
          {link}
        </Tooltip>
      )}
    </li>
  )
}

const ConnectionEntry = ({
  connection,
  narrow,
  inView,
}: {
  readonly connection: Connection
  readonly narrow: boolean
  readonly inView: boolean
}) => {
  const health = useHealth(connection.id)
  return (
    <Entry
      to={paths.item(connection.id, [])}
      icon={<ProviderMark provider={connection.provider} />}
      label={connection.name}
      narrow={narrow}
      inView={inView}
      hint={`${providerNames[connection.provider]}, ${health.word}`}
      after={<StatusShape tone={health.tone} size={10} label={health.word} />}
    />
  )
}

const Label = ({ children, narrow }: { readonly children: string; readonly narrow: boolean }) =>
  narrow ? (
    <>
      <h2 className="sr-only">{children}</h2>
      <hr className="mx-2 my-2 border-line" />
    </>
  ) : (
    <h2 className="px-2 pt-4 pb-1 text-2xs font-medium tracking-wide text-faint uppercase">
      {children}
    </h2>
  )

const Connections = ({
  connections,
  narrow,
  inView,
}: {
  readonly connections: readonly Connection[] | undefined
  readonly narrow: boolean
  readonly inView: boolean
}) => {
  if (!connections)
    return (
      <>
        <Label narrow={narrow}>Connections</Label>
        <div aria-busy className="flex flex-col gap-2 p-2">
          <Skeleton className="h-4" />
          <Skeleton className="h-4" />
          <Skeleton className="h-4" />
        </div>
      </>
    )
  const groups = providerIds.flatMap((id) => {
    const mine = connections.filter((one) => one.provider === id)
    return mine.length === 0 ? [] : [{ id, mine }]
  })
  // With one connection of each, the provider's name would only repeat the connection's.
  const split = groups.some((group) => group.mine.length > 1)
  const draw = (many: readonly Connection[]) => (
    <ul className="flex flex-col gap-px">
      {many.map((one) => (
        <ConnectionEntry key={one.id} connection={one} narrow={narrow} inView={inView} />
      ))}
    </ul>
  )
  if (!split)
    return (
      <>
        <Label narrow={narrow}>Connections</Label>
        {draw(groups.flatMap((group) => group.mine))}
        {connections.length === 0 && (
          <ul>
            <Entry
              to={paths.newConnection()}
              icon={<Plus size={16} aria-hidden />}
              label="Add a connection"
              narrow={narrow}
            />
          </ul>
        )}
      </>
    )
  return groups.map((group) => (
    <div key={group.id}>
      <Label narrow={narrow}>{providerNames[group.id]}</Label>
      {draw(group.mine)}
    </div>
  ))
}

/** The views, where there is room for their names. */
const Views = ({ onCurrent }: { readonly onCurrent: (one: boolean) => void }) => {
  const views = useViews()
  return (
    <>
      <Label narrow={false}>Views</Label>
      <Behind of={railViews} missed={<Unloaded />}>
        {(RailViews) => <RailViews views={views} onCurrent={onCurrent} />}
      </Behind>
    </>
  )
}

/** The way around: the pages, every connection with its health, and the settings. */
export const Rail = ({
  connections,
  narrow = false,
  foldable = false,
}: {
  /** Undefined while they are loaded. */
  readonly connections: readonly Connection[] | undefined
  readonly narrow?: boolean
  /** Has the button that makes it narrow or wide. */
  readonly foldable?: boolean
}) => {
  const [inView, setInView] = useState(false)
  return (
    <nav aria-label="Main" className="flex h-full flex-col">
      <Link
        to={paths.overview()}
        className={cx(
          "mx-2 flex h-13 shrink-0 items-center gap-2.5 rounded-md px-2 text-base font-semibold tracking-tight text-strong focus-visible:-outline-offset-2",
          narrow && "justify-center",
        )}
      >
        <Logo />
        <span className={narrow ? "sr-only" : undefined}>Waybill</span>
      </Link>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pt-1 pb-4 [scrollbar-width:thin]">
        <ul className="flex flex-col gap-px">
          <Entry
            to={paths.overview()}
            end
            icon={<LayoutDashboard size={16} aria-hidden />}
            label="Overview"
            narrow={narrow}
          />
          <Entry
            to={paths.packages()}
            icon={<Boxes size={16} aria-hidden />}
            label="All packages"
            narrow={narrow}
            inView={inView}
          />
        </ul>
        <Connections connections={connections} narrow={narrow} inView={inView} />
        {!narrow && <Views onCurrent={setInView} />}
      </div>
      <ul className="flex flex-col gap-px border-t border-line p-2">
        <Entry
          to={paths.connections()}
          icon={<Plug size={16} aria-hidden />}
          label="Connections"
          narrow={narrow}
        />
        <Entry
          to={paths.settings()}
          icon={<Settings size={16} aria-hidden />}
          label="Settings"
          narrow={narrow}
        />
        {foldable && (
          <li className={cx("flex pt-1", narrow ? "justify-center" : "justify-end")}>
            <IconButton
              label={narrow ? "Widen the navigation" : "Narrow the navigation"}
              icon={
                narrow ? (
                  <PanelLeftOpen size={16} aria-hidden />
                ) : (
                  <PanelLeftClose size={16} aria-hidden />
                )
              }
              onClick={() => setRailNarrow(!narrow)}
            />
          </li>
        )}
      </ul>
    </nav>
  )
}
