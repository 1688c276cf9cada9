import { Trash2 } from "lucide-react"
import type { RefObject } from "react"
import { putBack, removeView } from "../data/viewChanges.ts"
import type { Refused } from "../data/viewChanges.ts"
import { savedViews } from "../data/views.ts"
import type { View } from "../data/views.ts"
import { IconButton } from "../ui/Button.tsx"
import { notify } from "../ui/toast.ts"

/** Says why a view is not as it was asked to be; nothing where it is. */
export const tellRefused = (refused: Refused): void => {
  if (refused !== undefined)
    notify({ title: "Views were not changed", description: refused, tone: "fail" })
}

/** Says what became of a view, and offers to have it as it was. */
export const offerUndo = (title: string, view: View, at: number): void =>
  notify({ title, action: { label: "Undo", onSelect: () => tellRefused(putBack(view, at)) } })

/** The entry goes, so the focus goes to the same button of the one beside it. */
const leave = (button: HTMLElement, otherwise: HTMLElement | null): void => {
  const entry = button.closest("li")
  const beside = entry?.nextElementSibling ?? entry?.previousElementSibling
  const same = beside?.querySelector<HTMLElement>("[data-deletes]")
  ;(same ?? otherwise)?.focus()
}

/** Deletes a view of a list of views, and offers to take that back. */
export const DeleteView = ({
  view,
  size,
  after,
}: {
  readonly view: View
  readonly size?: "sm" | undefined
  /** What has the focus once the last view is gone. */
  readonly after: RefObject<HTMLElement | null>
}) => (
  <IconButton
    label={`Delete the view ${view.name}`}
    size={size}
    data-deletes=""
    icon={<Trash2 size={14} aria-hidden />}
    onClick={(event) => {
      const at = savedViews().findIndex(({ id }) => id === view.id)
      const refused = removeView(view.id)
      tellRefused(refused)
      if (refused !== undefined) return
      leave(event.currentTarget, after.current)
      offerUndo(`Deleted the view ${view.name}`, view, at)
    }}
  />
)
