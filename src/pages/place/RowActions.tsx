import { useEffect, useMemo, useState } from "react"
import type { Action, Target } from "../../model/action.ts"
import type { Row } from "../../model/field.ts"
import { placeKey } from "../../model/place.ts"
import type { DrawTools } from "../../table/tools.ts"
import { useCommands } from "../../ui/commands.ts"
import { lazily } from "../../ui/lazily.ts"
import { Opening } from "../../ui/Opening.tsx"
import type { DoneTo } from "./ActionHost.tsx"
import type { Here } from "./here.ts"
import { watchMarks } from "./marks.ts"
import { useReadOnly } from "./readOnly.ts"
import { heardIn, rowTools } from "./rowTools.tsx"

const ExportDialog = lazily(async () => (await import("./ExportDialog.tsx")).ExportDialog)
const ActionHost = lazily(async () => (await import("./ActionHost.tsx")).ActionHost)

type Chosen = {
  /** Undefined: export the reports. */
  readonly action: Action | undefined
  readonly targets: readonly Target[]
  /** For the selection, of which they may be. */
  readonly doneTo: DoneTo
}

/**
 * Selecting and acting in the list of a resource: gives the table what it draws of that, and shows the
 * dialogs. It is loaded behind the rows, which come first.
 */
export const RowActions = ({
  connection,
  resource,
  place,
  rows,
  stale,
  onDraw,
  onMarked,
}: Pick<Here, "connection" | "resource" | "place"> & {
  /** On screen. */
  readonly rows: readonly Row[]
  /** They answer what was asked before. */
  readonly stale: boolean
  /** Told what to draw, whenever that is another. */
  readonly onDraw: (draw: DrawTools) => void
  /** Told the ids of the rows to which something is being done. */
  readonly onMarked: (rows: ReadonlySet<string>) => void
}) => {
  const [chosen, setChosen] = useState<Chosen>()
  const readOnly = useReadOnly()
  // What was begun before the connection was changed is told, too.
  const heard = useMemo(
    () => heardIn(connection.id, resource.id, placeKey(place)),
    [connection.id, resource.id, place],
  )
  const { draw, commandsOf } = useMemo(
    () =>
      rowTools({ connection, resource, place }, heard, (action, targets, doneTo) =>
        setChosen({ action, targets, doneTo }),
      ),
    [connection, resource, place, heard],
  )
  useEffect(() => onDraw(draw), [draw, onDraw])
  useEffect(
    () => watchMarks(connection.id, resource.id, place, onMarked),
    [connection, resource, place, onMarked],
  )
  useCommands((focus) => {
    // Of the row in which the focus was.
    const id = focus?.closest("[data-row-id]")?.getAttribute("data-row-id")
    const row = rows.find((one) => one.id === id)
    return row ? commandsOf(row, stale, readOnly) : []
  })
  if (!chosen) return null
  const { action, targets, doneTo } = chosen
  const close = (): void => setChosen(undefined)
  return (
    <Opening onGiveUp={close}>
      {action ? (
        <ActionHost
          here={{ connection, resource, kind: "list" }}
          action={action}
          targets={targets}
          onClose={close}
          doneTo={doneTo}
        />
      ) : (
        <ExportDialog here={{ connection, resource }} targets={targets} onClose={close} />
      )}
    </Opening>
  )
}
