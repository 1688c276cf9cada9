import { counted, formatCount } from "../lib/text.ts"
import { Autocomplete } from "@base-ui/react/autocomplete"
import { Dialog } from "@base-ui/react/dialog"
import { CornerDownLeft, Search } from "lucide-react"
import { useCallback, useEffect, useMemo, useRef, useState } from "react"
import type { KeyboardEvent, MouseEvent, Ref } from "react"
import { useNavigate } from "react-router"
import { useConnections } from "../data/connections.ts"
import { recents } from "../data/recents.ts"
import { useViews } from "../data/useViews.ts"
import type { Connection } from "../model/connection.ts"
import { cx } from "../ui/cx.ts"
import { Kbd } from "../ui/Kbd.tsx"
import { groupsFor } from "./paletteItems.ts"
import type { Group, Item } from "./paletteItems.ts"
import { ProviderMark } from "./ProviderMark.tsx"
import { setTheme, themes, useTheme } from "./theme.ts"
import type { Theme } from "./theme.ts"
import { takeTypeAhead } from "./typeAhead.ts"
import { useKeptHighlight } from "./useKeptHighlight.ts"
import { usePageCommands } from "./usePageCommands.ts"
import { usePaletteFinds } from "./usePaletteFinds.ts"
import type { Finds } from "./usePaletteFinds.ts"

const none: readonly Connection[] = []
const wordList = new Intl.ListFormat("en")

const themeNames: Readonly<Record<Theme, string>> = {
  system: "Theme like the system's",
  light: "Light theme",
  dark: "Dark theme",
}

const themeItem = (theme: Theme, now: Theme): Item => ({
  id: `theme ${theme}`,
  label: themeNames[theme],
  hint: theme === now ? "In use" : undefined,
  run: () => setTheme(theme),
})

const Line = ({ item, onChoose }: { readonly item: Item; readonly onChoose: Choose }) => {
  const { label, hint, provider, to, disabledReason } = item
  return (
    <Autocomplete.Item
      value={item}
      disabled={disabledReason !== undefined}
      // A link, so that a press with a modifier does what it does on every link.
      {...(to === undefined
        ? {}
        : {
            render: ({ children, ...props }) => (
              <a {...props} href={to}>
                {children}
              </a>
            ),
          })}
      onClick={(event: MouseEvent) => onChoose(item, event)}
      className="flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-3 py-1 text-sm text-body outline-none select-none data-disabled:text-faint data-highlighted:bg-accent-soft data-highlighted:text-strong"
    >
      {provider && <ProviderMark provider={provider} size={16} />}
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {hint !== undefined && hint !== "" && (
        <span className="max-w-1/2 shrink-0 truncate text-xs text-muted" title={hint}>
          {hint}
        </span>
      )}
    </Autocomplete.Item>
  )
}

type Choose = (item: Item, event?: MouseEvent) => void

/** How many packages answer, of which the best are above. */
const matched = ({ matching, similar, packages }: Finds): string => {
  if (matching === undefined) return ""
  if (matching === 0) return "No package matches. "
  const said = similar
    ? `No package matches; ${counted(matching, "has a similar name", "have similar names")}`
    : counted(matching, "package matches", "packages match")
  return matching > packages.length
    ? `${said}, of which the best ${packages.length} are shown. `
    : `${said}. `
}

/** What was found, and how far it was looked for. */
const lookedThrough = (finds: Finds): string => {
  const { known, unread } = finds
  const looked = `${matched(finds)}Looked through ${formatCount(known)} packages read so far`
  return unread.length === 0
    ? `${looked}.`
    : `${looked}; not all is read yet of ${wordList.format(unread.map(({ name }) => name))}.`
}

const Results = ({
  ref,
  groups,
  onChoose,
}: {
  readonly ref: Ref<HTMLDivElement>
  readonly groups: readonly Group[]
  readonly onChoose: Choose
}) => (
  <Autocomplete.List
    ref={ref}
    className="min-h-0 flex-1 scroll-py-2 overflow-y-auto overscroll-contain p-2 outline-none"
  >
    {groups.map((group) => (
      <Autocomplete.Group key={group.label} className="not-last:mb-2">
        <Autocomplete.GroupLabel className="px-3 pt-1 pb-1 text-xs font-medium text-muted">
          {group.label}
        </Autocomplete.GroupLabel>
        {group.items.map((item) => (
          <Line key={item.id} item={item} onChoose={onChoose} />
        ))}
      </Autocomplete.Group>
    ))}
  </Autocomplete.List>
)

const Body = ({
  focus,
  onClose,
}: {
  readonly focus: Element | null
  readonly onClose: (then?: () => void) => void
}) => {
  const navigate = useNavigate()
  const commands = usePageCommands(focus)
  const connections = useConnections().data ?? none
  const views = useViews()
  const [text, setText] = useState("")
  const finds = usePaletteFinds(connections, text)
  const [seen] = useState(recents)
  const theme = useTheme()
  const groups = useMemo(
    () =>
      groupsFor({
        text,
        commands,
        connections,
        views,
        recents: seen,
        themes: themes.map((one) => themeItem(one, theme)),
        packages: finds.packages,
        similar: finds.similar,
      }),
    [text, commands, connections, views, seen, theme, finds.packages, finds.similar],
  )

  const choose: Choose = (item, event) => {
    if (item.disabledReason !== undefined) return
    const { to, run } = item
    if (to === undefined) {
      onClose(run)
      return
    }
    // The browser opens it elsewhere; the palette stays for the next.
    if (event && (event.ctrlKey || event.metaKey || event.shiftKey)) return
    event?.preventDefault()
    onClose(() => void navigate(to))
  }
  const shown = useMemo(() => groups.flatMap(({ items }) => items), [groups])
  const list = useRef<HTMLDivElement>(null)
  const { hear: hearHighlight, forget } = useKeptHighlight(list, shown)
  const hear = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return
    if (!(event.target instanceof HTMLInputElement)) return
    const active = event.target.getAttribute("aria-activedescendant")
    if (!(event.ctrlKey || event.metaKey)) {
      // The first line is marked a moment after it is there: Enter means it all the same.
      const first = active === null ? shown.find((item) => !item.disabledReason) : undefined
      if (!first) return
      event.preventDefault()
      event.stopPropagation()
      choose(first)
      return
    }
    const to = active === null ? null : document.getElementById(active)?.getAttribute("href")
    if (!to) return
    event.preventDefault()
    event.stopPropagation()
    globalThis.open(to, "_blank", "noopener")
  }
  return (
    <Autocomplete.Root
      open
      inline
      items={shown}
      mode="none"
      autoHighlight="always"
      keepHighlight
      itemToStringValue={(item: Item) => item.label}
      value={text}
      onValueChange={(next, { reason }) => {
        // Choosing an item must not write its name into the box.
        if (reason === "item-press") return
        forget()
        setText(next)
      }}
      onItemHighlighted={hearHighlight}
    >
      <div onKeyDownCapture={hear} className="flex items-center gap-2.5 border-b border-line px-4">
        <Search size={16} aria-hidden className="shrink-0 text-muted" />
        <Autocomplete.Input
          aria-label="Search commands, pages and packages"
          placeholder="What are you looking for?"
          autoComplete="off"
          spellCheck={false}
          onFocus={() => {
            const ahead = takeTypeAhead()
            if (ahead !== "") setText((before) => before + ahead)
          }}
          className="h-12 min-w-0 flex-1 bg-transparent text-base text-strong outline-none placeholder:text-faint"
        />
        <Dialog.Close className="touch-target rounded-sm text-xs text-muted hover:text-strong">
          <Kbd>Esc</Kbd>
          <span className="sr-only">Close</span>
        </Dialog.Close>
      </div>
      <Results ref={list} groups={groups} onChoose={choose} />
      <Autocomplete.Empty className={cx(shown.length === 0 && "px-5 py-6 text-sm text-muted")}>
        {shown.length === 0 ? "Nothing here by that name." : null}
      </Autocomplete.Empty>
      <footer className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line px-4 py-2 text-xs text-muted">
        <output>{text.trim() === "" ? "" : lookedThrough(finds)}</output>
        <span className="flex items-center gap-1.5 pointer-coarse:hidden">
          <CornerDownLeft size={12} aria-hidden /> to open, with Ctrl or ⌘ in a new tab
        </span>
      </footer>
    </Autocomplete.Root>
  )
}

/** Everything that can be done or gone to, by typing a part of its name. */
export const Palette = ({
  open,
  focus,
  onClose,
}: {
  readonly open: boolean
  /** What had it when the palette was opened. */
  readonly focus: Element | null
  readonly onClose: () => void
}) => {
  /** What was chosen: it is done once the palette is gone and the focus is back where it was. */
  const chosen = useRef<() => void>(undefined)
  const act = useCallback((): void => {
    const then = chosen.current
    chosen.current = undefined
    then?.()
  }, [])
  // Opened again before it was gone: then it never is, and what was chosen is done now.
  useEffect(() => {
    if (open) act()
  }, [act, open])
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
      onOpenChangeComplete={(next) => {
        if (!next) act()
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="animate-fade fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup
          aria-label="Command palette"
          className="animate-rise fixed inset-x-2 top-[max(0.5rem,10vh)] z-40 mx-auto flex max-h-[min(36rem,calc(90dvh-1rem))] max-w-2xl flex-col overflow-hidden rounded-lg bg-overlay text-strong shadow-dialog focus-visible:outline-none max-sm:top-2"
        >
          <Body
            focus={focus}
            onClose={(then) => {
              chosen.current = then
              onClose()
            }}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
