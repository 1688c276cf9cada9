import { Copy, Ellipsis } from "lucide-react"
import type { Action, Target } from "../../model/action.ts"
import { IconButton } from "../../ui/Button.tsx"
import { copy } from "../../ui/copy.ts"
import { useDimmed } from "../../table/useDimmed.ts"
import { Menu } from "../../ui/Menu.tsx"
import { useBusy } from "./marks.ts"
import { blockedFor } from "./offered.ts"
import { useReadOnly } from "./readOnly.ts"

/** What can be done to one row; the id to copy comes first, what cannot be undone last. */
export const RowMenu = ({
  connection,
  title,
  target,
  actions,
  disabledReason,
  onAction,
  onNear,
  onOpen,
  onLeave,
}: {
  readonly connection: string
  readonly title: string
  readonly target: Target
  readonly actions: readonly Action[]
  /** Why nothing can be done to it just now, whatever it is. */
  readonly disabledReason?: string | undefined
  readonly onAction: (action: Action, targets: readonly Target[]) => void
  /** Somebody may be about to open it. */
  readonly onNear?: () => void
  /** Somebody opens it. */
  readonly onOpen?: () => void
  /** The pointer left it. */
  readonly onLeave?: () => void
}) => {
  const readOnly = useReadOnly()
  const dimmed = useDimmed()
  const busy = useBusy(connection, target.place)
  const ordered = [
    ...actions.filter(({ risk }) => risk !== "destructive"),
    ...actions.filter(({ risk }) => risk === "destructive"),
  ]
  return (
    <Menu
      label={`Actions for ${title}`}
      trigger={
        <IconButton
          label={`Actions for ${title}`}
          size="sm"
          icon={<Ellipsis size={16} aria-hidden />}
          onPointerEnter={onNear}
          onPointerLeave={onLeave}
          onClick={onOpen}
          onKeyDown={(event) => {
            if (event.key.startsWith("Arrow")) onOpen?.()
          }}
        />
      }
      items={[
        {
          label: "Copy the id",
          icon: <Copy size={14} />,
          onSelect: () => void copy(target.place.at(-1)?.id ?? title, "id"),
        },
        "separator",
        ...ordered.map((action) => ({
          label: action.label,
          danger: action.risk === "destructive",
          disabledReason:
            disabledReason ?? dimmed ?? readOnly ?? blockedFor(action, [target]) ?? busy,
          onSelect: () => onAction(action, [target]),
        })),
      ]}
    />
  )
}
