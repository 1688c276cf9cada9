import { CircleHelp, Menu as MenuIcon } from "lucide-react"
import { useState } from "react"
import type { ReactNode } from "react"
import { Outlet, useLocation } from "react-router"
import type { Connection } from "../model/connection.ts"
import { AfterRows, Behind, comesBeside } from "../ui/Behind.tsx"
import { IconButton } from "../ui/Button.tsx"
import { Unloaded } from "../ui/Spare.tsx"
import { cx } from "../ui/cx.ts"
import { Announcer } from "./announce.tsx"
import { comingRail } from "./comingRail.ts"
import { Panel } from "./Panel.tsx"
import { useRailNarrow } from "./railState.ts"
import { Shortcuts } from "./shortcuts.tsx"
import { ThemeMenu } from "./ThemeMenu.tsx"
import { Toasts } from "./Toasts.tsx"
import { lazily } from "../ui/lazily.ts"
import { Opening } from "../ui/Opening.tsx"

const topSearch = comesBeside(async () => (await import("./TopSearch.tsx")).TopSearch)
// Only small screens ever open it.
const Drawer = lazily(async () => (await import("./Drawer.tsx")).Drawer)

const SkipLink = () => (
  <a
    href="#main"
    onClick={(event) => {
      // The hash is not a place of the app; it must not end up in links that people share.
      event.preventDefault()
      document.querySelector<HTMLElement>("#main")?.focus()
    }}
    className="sr-only z-50 rounded-md bg-primary px-3 py-2 text-sm font-medium text-on-primary focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
  >
    Skip to the content
  </a>
)

/** Everything around a page: the rail, the bar above, and what speaks and pops up. */
export const Frame = ({
  connections,
  notice,
  tools,
}: {
  /** Undefined while they are loaded. */
  readonly connections: readonly Connection[] | undefined
  /** A line above every page, for instance that the server is away. */
  readonly notice?: ReactNode
  /** More for the right end of the bar: jobs, the person. */
  readonly tools?: ReactNode
}) => {
  const narrow = useRailNarrow()
  // The drawer is open on the page on which it was opened: choosing another closes it.
  const [drawerOn, setDrawerOn] = useState<string>()
  const [help, setHelp] = useState(false)
  const { key } = useLocation()
  return (
    <div className="min-h-dvh md:flex">
      <SkipLink />
      <aside
        data-screen-only=""
        className={cx(
          "sticky top-0 hidden h-dvh shrink-0 border-r border-line bg-surface md:block",
          narrow ? "w-14" : "w-58",
        )}
      >
        <Panel of="rail">
          <Behind of={comingRail} missed={<Unloaded />}>
            {(Rail) => <Rail connections={connections} narrow={narrow} foldable />}
          </Behind>
        </Panel>
      </aside>
      <div className="flex min-h-dvh min-w-0 flex-1 flex-col pb-(--jobs-room)">
        <header
          data-screen-only=""
          className="sticky top-0 z-30 flex h-13 shrink-0 items-center gap-2 border-b border-line bg-page px-4 md:px-8"
        >
          <AfterRows>
            <IconButton
              label="Navigation"
              aria-haspopup="dialog"
              icon={<MenuIcon size={16} aria-hidden />}
              onClick={() => setDrawerOn(key)}
              className="-ml-2 md:hidden"
            />
            <Behind
              of={topSearch}
              instead={<div className="h-8 w-full max-w-88 pointer-coarse:h-11" />}
              missed={<Unloaded />}
            >
              {(TopSearch) => <TopSearch />}
            </Behind>
            <div className="ml-auto flex items-center gap-1">
              {tools}
              <IconButton
                label="Keyboard shortcuts"
                icon={<CircleHelp size={16} aria-hidden />}
                onClick={() => setHelp(true)}
                className="pointer-coarse:hidden"
              />
              <ThemeMenu />
            </div>
          </AfterRows>
        </header>
        {notice}
        <main
          id="main"
          tabIndex={-1}
          className="page flex min-w-0 flex-1 flex-col px-4 pt-5 pb-12 md:px-8 md:pt-6"
        >
          <Panel>
            <Outlet />
          </Panel>
        </main>
      </div>
      {drawerOn !== undefined && (
        <Opening open={drawerOn === key} onGiveUp={() => setDrawerOn(undefined)}>
          <Drawer open={drawerOn === key} onClose={() => setDrawerOn(undefined)}>
            <Panel of="rail">
              <Behind of={comingRail} missed={<Unloaded />}>
                {(Rail) => <Rail connections={connections} />}
              </Behind>
            </Panel>
          </Drawer>
        </Opening>
      )}
      <Shortcuts open={help} onOpenChange={setHelp} />
      <Toasts />
      <Announcer />
    </div>
  )
}
