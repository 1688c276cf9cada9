import { ChevronDown } from "lucide-react"
import { useState } from "react"
import { counted } from "../../lib/text.ts"
import type { Action } from "../../model/action.ts"
import type { Connection } from "../../model/connection.ts"
import type { Row } from "../../model/field.ts"
import { announce } from "../../ui/announce.ts"
import { Button } from "../../ui/Button.tsx"
import { Menu } from "../../ui/Menu.tsx"
import { BulkActions } from "../place/BulkActions.tsx"
import { itemActions } from "../place/offered.ts"
import { ReadOnly } from "../place/readOnly.ts"
import { byConnection, originIn } from "./sources.ts"
import type { Source } from "./sources.ts"

/** The selected rows of one connection. */
type Group = {
  readonly name: string
  /** Absent: its adapter is not loaded. */
  readonly source: Source | undefined
  readonly rows: readonly Row[]
}

/** Why nothing can be done to several packages of a connection; undefined where something can. */
const blockedIn = ({ name, source }: Group): string | undefined => {
  if (!source) return `What ${name} can do is not loaded.`
  const { readOnly, resource } = source
  const can = resource.reports !== undefined || resource.actions.some(({ bulk }) => bulk)
  return readOnly ?? (can ? undefined : `${name} has nothing that is done to several at once.`)
}

/** What can be done to the selected packages of one connection, as in its own list. */
const Actions = ({
  group: { source, rows },
  onAction,
}: {
  readonly group: Group
  readonly onAction: (source: Source, action: Action | undefined) => void
}) => {
  if (!source) return null
  const { resource } = source
  return (
    <ReadOnly value={source.readOnly}>
      <BulkActions
        // Of them all, or one to which a job is doing something would speak for the others. Whether it
        // can be done to these rows is known once they are read as their provider has them.
        targets={rows.map(originIn)}
        actions={itemActions(resource)}
        onAction={(action) => onAction(source, action)}
        connection={source.connection.id}
        reports={resource.reports}
        onExport={() => onAction(source, undefined)}
      />
    </ReadOnly>
  )
}

/**
 * What can be done to selected rows of several connections: actions belong to one, so one is chosen
 * first. Of rows of a single connection there is nothing to choose.
 */
export const PackageBulk = ({
  connections,
  sources,
  selected,
  onAction,
}: {
  readonly connections: readonly Connection[]
  readonly sources: ReadonlyMap<string, Source>
  readonly selected: readonly Row[]
  /** Without an action: export the reports. */
  readonly onAction: (source: Source, action: Action | undefined) => void
}) => {
  const [chosen, setChosen] = useState<string>()
  const own = byConnection(selected)
  const groups = connections.flatMap(({ id, name }): readonly (Group & { id: string })[] => {
    const rows = own.get(id)
    return rows ? [{ id, name, source: sources.get(id), rows }] : []
  })
  const [only] = groups
  if (groups.length === 1 && only) return <Actions group={only} onAction={onAction} />
  const labelOf = ({ name, rows }: Group): string =>
    `${name}: ${counted(rows.length, "package", "packages")}`
  const group = groups.find(({ id, ...one }) => id === chosen && !blockedIn(one))
  return (
    <>
      <Menu
        label="Act on the selected packages of a connection"
        align="start"
        trigger={
          <Button size="sm">
            {group ? labelOf(group) : "Act on…"}
            <ChevronDown size={14} aria-hidden />
          </Button>
        }
        items={groups.map((one) => ({
          label: labelOf(one),
          disabledReason: blockedIn(one),
          onSelect: () => {
            setChosen(one.id)
            announce(`Actions of ${labelOf(one)}`)
          },
        }))}
      />
      {group && <Actions group={group} onAction={onAction} />}
    </>
  )
}
