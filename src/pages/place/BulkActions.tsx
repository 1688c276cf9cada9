import { Ellipsis } from "lucide-react"
import type { Action, Target } from "../../model/action.ts"
import { Button } from "../../ui/Button.tsx"
import { Menu } from "../../ui/Menu.tsx"
import { blockedFor } from "./offered.ts"
import { useReadOnly } from "./readOnly.ts"

/** How many gentle actions are buttons; the others stand in a menu. */
const buttons = 3

/** What can be done to all selected rows at once. */
export const BulkActions = ({
  targets,
  actions,
  onAction,
  onExport,
  exports,
}: {
  readonly targets: readonly Target[]
  readonly actions: readonly Action[]
  readonly onAction: (action: Action, targets: readonly Target[]) => void
  /** What is exported: reports, or downloads. */
  readonly exports: string
  /** Absent: there are none. */
  readonly onExport: (() => void) | undefined
}) => {
  const readOnly = useReadOnly()
  const bulk = actions.filter((action) => action.bulk)
  const gentle = bulk.filter(({ risk }) => risk !== "destructive")
  const shown = gentle.slice(0, buttons)
  const rest = gentle.slice(buttons)
  const button = (action: Action) => {
    const reason = readOnly ?? blockedFor(action, targets)
    return (
      <Button
        key={action.id}
        size="sm"
        variant={action.risk === "destructive" ? "danger" : "secondary"}
        {...(reason === undefined ? {} : { disabledReason: reason })}
        onClick={() => onAction(action, targets)}
      >
        {action.label}
      </Button>
    )
  }
  return (
    <>
      {onExport && (
        <Button
          size="sm"
          {...(readOnly === undefined ? {} : { disabledReason: readOnly })}
          onClick={onExport}
        >
          Export {exports}
        </Button>
      )}
      {shown.map(button)}
      {rest.length > 0 && (
        <Menu
          label="More for all selected"
          trigger={
            <Button
              size="sm"
              aria-label="More for all selected"
              icon={<Ellipsis size={14} aria-hidden />}
            >
              More
            </Button>
          }
          items={rest.map((action) => ({
            label: action.label,
            disabledReason: readOnly ?? blockedFor(action, targets),
            onSelect: () => onAction(action, targets),
          }))}
        />
      )}
      {bulk.filter(({ risk }) => risk === "destructive").map(button)}
    </>
  )
}
