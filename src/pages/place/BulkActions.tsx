import type { Action, Target } from "../../model/action.ts"
import { Button } from "../../ui/Button.tsx"
import { blockedFor } from "./offered.ts"
import { useReadOnly } from "./readOnly.ts"

/** What can be done to all selected rows at once. */
export const BulkActions = ({
  targets,
  actions,
  onAction,
  onExport,
}: {
  readonly targets: readonly Target[]
  readonly actions: readonly Action[]
  readonly onAction: (action: Action, targets: readonly Target[]) => void
  /** Absent: there are no reports. */
  readonly onExport: (() => void) | undefined
}) => {
  const readOnly = useReadOnly()
  return (
    <>
      {onExport && (
        <Button
          size="sm"
          {...(readOnly === undefined ? {} : { disabledReason: readOnly })}
          onClick={onExport}
        >
          Export reports
        </Button>
      )}
      {actions
        .filter((action) => action.bulk)
        .map((action) => {
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
        })}
    </>
  )
}
