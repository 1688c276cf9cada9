import { Menu } from "@base-ui/react/menu"
import { Check } from "lucide-react"
import { useEffect, useRef } from "react"
import { Link } from "react-router"
import { cx } from "./cx.ts"
import type { MenuItem } from "./Menu.tsx"
import { hits } from "./useAnchor.ts"
import type { Anchor } from "./useAnchor.ts"

type Entry = Exclude<MenuItem, "separator">

const entryStyle = (entry: Entry): string =>
  cx(
    "flex min-h-8 cursor-default items-start gap-2 rounded-sm px-2 py-1.5 text-sm select-none pointer-coarse:min-h-11 pointer-coarse:items-center focus-visible:-outline-offset-2 data-highlighted:bg-hover",
    entry.disabledReason === undefined
      ? entry.danger
        ? "text-tone-fail-ink"
        : "text-strong"
      : "text-muted",
  )

const Face = ({ entry }: { readonly entry: Entry }) => (
  <>
    {(entry.icon !== undefined || entry.checked !== undefined) && (
      <span aria-hidden className="flex h-5 w-4 items-center justify-center opacity-80">
        {entry.checked === undefined ? entry.icon : entry.checked && <Check size={14} />}
      </span>
    )}
    <span className="min-w-0 flex-1">
      <span className="block">{entry.label}</span>
      {entry.disabledReason !== undefined && (
        <span className="block text-xs text-muted">{entry.disabledReason}</span>
      )}
    </span>
  </>
)

const Item = ({ entry }: { readonly entry: Entry }) => {
  const className = entryStyle(entry)
  const face = <Face entry={entry} />
  const disabled = entry.disabledReason !== undefined
  if (entry.checked !== undefined)
    return (
      <Menu.CheckboxItem
        className={className}
        label={entry.label}
        checked={entry.checked}
        disabled={disabled}
        onCheckedChange={() => entry.onSelect?.()}
      >
        {face}
      </Menu.CheckboxItem>
    )
  if (entry.to !== undefined && !disabled)
    return (
      <Menu.LinkItem
        className={className}
        label={entry.label}
        closeOnClick
        render={<Link to={entry.to} />}
      >
        {face}
      </Menu.LinkItem>
    )
  return (
    <Menu.Item
      className={className}
      label={entry.label}
      disabled={disabled}
      onClick={() => entry.onSelect?.()}
    >
      {face}
    </Menu.Item>
  )
}

/** The part of a menu that is loaded late. */
export const MenuPopup = ({
  label,
  items,
  anchor,
  align,
  onClose,
}: {
  readonly label: string
  readonly items: readonly MenuItem[]
  readonly anchor: Anchor
  readonly align: "start" | "center" | "end"
  readonly onClose: () => void
}) => {
  const popup = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!anchor.byKey) return undefined
    // After the popup took the focus itself, which it does a frame after it was placed.
    const frame = requestAnimationFrame(() => {
      const first = popup.current?.querySelector("[role^=menuitem]")
      if (first instanceof HTMLElement) first.focus()
    })
    return () => cancelAnimationFrame(frame)
  }, [anchor])

  return (
    <Menu.Root
      open
      modal={false}
      onOpenChange={(open, details) => {
        if (open || hits(anchor.element, details.event)) return
        onClose()
      }}
    >
      <Menu.Portal>
        <Menu.Positioner
          anchor={anchor.element}
          align={align}
          sideOffset={4}
          className="z-40"
          // In React a popup is still inside the row that opened it, which must not hear its clicks.
          onClick={(event) => event.stopPropagation()}
        >
          <Menu.Popup
            ref={popup}
            aria-label={label}
            finalFocus={() => anchor.element}
            className="animate-rise max-h-[var(--available-height)] max-w-80 min-w-44 overflow-y-auto rounded-lg bg-overlay p-1 shadow-overlay focus-visible:outline-none"
          >
            {items.map((item, at) =>
              item === "separator" ? (
                // Separators have no name; their place is what they are.
                <Menu.Separator
                  key={`separator-${String(at)}`}
                  className="-mx-1 my-1 h-px bg-line"
                />
              ) : (
                <Item key={item.label} entry={item} />
              ),
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
