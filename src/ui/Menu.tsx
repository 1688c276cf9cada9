import type { ReactNode } from "react"
import { Opening } from "./Opening.tsx"
import { attach } from "./trigger.ts"
import type { TriggerElement } from "./trigger.ts"
import { useAnchor } from "./useAnchor.ts"
import { lazily } from "./lazily.ts"

export type MenuItem =
  | {
      readonly label: string
      readonly icon?: ReactNode
      readonly onSelect?: (() => void) | undefined
      /** A path within the app: the item is then a link. */
      readonly to?: string | undefined
      /** Why it cannot be chosen now; written below the label. */
      readonly disabledReason?: string | undefined
      readonly danger?: boolean | undefined
      /** For an item that is on or off; choosing it leaves the menu open. */
      readonly checked?: boolean | undefined
    }
  | "separator"

const MenuPopup = lazily(async () => (await import("./MenuPopup.tsx")).MenuPopup)

/** A menu of actions behind a button. Loads on first use, stays open while its page is refetched. */
export const Menu = ({
  label,
  trigger,
  items,
  align = "end",
}: {
  readonly label: string
  readonly trigger: TriggerElement
  readonly items: readonly MenuItem[]
  readonly align?: "start" | "center" | "end"
}) => {
  const { anchor, triggerProps, close } = useAnchor("menu", MenuPopup.load)
  return (
    <>
      {attach(trigger, triggerProps)}
      {anchor && (
        <Opening anchor={anchor.element} alone onGiveUp={close}>
          <MenuPopup label={label} items={items} anchor={anchor} align={align} onClose={close} />
        </Opening>
      )}
    </>
  )
}
