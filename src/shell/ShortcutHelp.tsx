import { useSyncExternalStore } from "react"
import { Checkbox } from "../ui/Checkbox.tsx"
import { Dialog } from "../ui/Dialog.tsx"
import { Kbd } from "../ui/Kbd.tsx"
import { activeShortcuts, onShortcuts, registeredShortcuts } from "../ui/shortcuts.ts"
import { inGroups } from "./shortcutOrder.ts"
import { setShortcutsEnabled, useShortcutsEnabled } from "./shortcuts.tsx"

/** Every shortcut that works on the page behind, and the switch that turns them off. */
export const ShortcutHelp = ({
  open,
  onClose,
}: {
  readonly open: boolean
  readonly onClose: () => void
}) => {
  const on = useShortcutsEnabled()
  // The page behind may still be coming.
  const registered = useSyncExternalStore(onShortcuts, registeredShortcuts)
  const all = open ? activeShortcuts(registered) : []
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Keyboard shortcuts"
      description="They rest while you type."
    >
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {inGroups(all).map(({ group, shortcuts }) => (
          <section key={group}>
            <h3 className="mb-1 text-sm font-semibold text-strong">{group}</h3>
            <dl>
              {shortcuts.map((shortcut) => (
                <div
                  key={shortcut.keys}
                  className="flex min-h-8 items-center justify-between gap-4 border-b border-line-soft last:border-b-0"
                >
                  <dt className="text-sm text-muted">{shortcut.label}</dt>
                  <dd className="flex gap-1">
                    {shortcut.keys.split(" ").map((key, at) => (
                      // The same key may come twice; its place tells them apart.
                      <Kbd key={`${key}-${String(at)}`}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="mt-5">
        <Checkbox checked={on} label="Single-key shortcuts" onChange={setShortcutsEnabled} />
      </div>
    </Dialog>
  )
}
