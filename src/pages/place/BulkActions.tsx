import { Ellipsis } from "lucide-react"
import type { Action, Target } from "../../model/action.ts"
import type { Report } from "../../model/part.ts"
import { useJobs } from "../../data/useJobs.ts"
import { reportWords } from "../../model/reportWords.ts"
import { Button } from "../../ui/Button.tsx"
import { Menu } from "../../ui/Menu.tsx"
import { notTwice } from "./marks.ts"
import { blockedFor } from "./offered.ts"
import { useReadOnly } from "./readOnly.ts"

/** How many gentle actions are buttons; the others stand in a menu. */
const buttons = 3

/** Why none of these has any of the reports now; undefined where one has one. */
const noReports = (reports: readonly Report[], targets: readonly Target[]): string | undefined => {
  const reasons = reports.flatMap((report) =>
    targets.map(({ row }) => row && report.blocked?.(row)),
  )
  return reasons.every((reason) => reason !== undefined) ? reasons[0] : undefined
}

/** What can be done to all selected rows at once. */
export const BulkActions = ({
  connection,
  targets,
  actions,
  onAction,
  reports,
  onExport,
}: {
  readonly connection: string
  /** Of what it tells whether something can be done to them. */
  readonly targets: readonly Target[]
  readonly actions: readonly Action[]
  readonly onAction: (action: Action) => void
  /** What can be exported of each. */
  readonly reports: readonly Report[] | undefined
  readonly onExport: () => void
}) => {
  const readOnly = useReadOnly()
  const all = useJobs()
  const whyNot = (action: Action): string | undefined =>
    readOnly ?? blockedFor(notTwice(action, connection, all), targets)
  const noFiles = readOnly ?? noReports(reports ?? [], targets)
  const bulk = actions.filter((action) => action.bulk)
  const gentle = bulk.filter(({ risk }) => risk !== "destructive")
  const shown = gentle.slice(0, buttons)
  const rest = gentle.slice(buttons)
  const button = (action: Action) => {
    const reason = whyNot(action)
    return (
      <Button
        key={action.id}
        size="sm"
        variant={action.risk === "destructive" ? "danger" : "secondary"}
        {...(reason === undefined ? {} : { disabledReason: reason })}
        onClick={() => onAction(action)}
      >
        {action.label}
      </Button>
    )
  }
  return (
    <>
      {reports && (
        <Button
          size="sm"
          {...(noFiles === undefined ? {} : { disabledReason: noFiles })}
          onClick={onExport}
        >
          Export {reportWords(reports).many}
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
            disabledReason: whyNot(action),
            onSelect: () => onAction(action),
          }))}
        />
      )}
      {bulk.filter(({ risk }) => risk === "destructive").map(button)}
    </>
  )
}
