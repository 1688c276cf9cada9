import { useEffect, useState } from "react"
import { counted } from "../../lib/text.ts"
import { isAbsent } from "../../model/field.ts"
import { originKey, originOf } from "../../model/common.ts"
import type { Connection } from "../../model/connection.ts"
import type { Row } from "../../model/field.ts"
import { textOf } from "../../model/search.ts"
import type { DrawTools } from "../../table/tools.ts"
import { dimmedReason } from "../../table/useDimmed.ts"
import { useCommands } from "../../ui/commands.ts"
import { notTwice, watchMarked } from "../place/marks.ts"
import { blockedFor, itemActions } from "../place/offered.ts"
import { SelectBox } from "../place/SelectBox.tsx"
import { ChosenAction } from "./ChosenAction.tsx"
import { heardDone } from "../place/heardDone.ts"
import type { HeardDone } from "../place/heardDone.ts"
import type { Chosen } from "./ChosenAction.tsx"
import { PackageBulk } from "./PackageBulk.tsx"
import { PackageMenu } from "./PackageMenu.tsx"
import { byConnection, useSources } from "./sources.ts"
import type { Source } from "./sources.ts"

const nameIn = (row: Row): string => {
  const { name } = row.cells
  return isAbsent(name) ? row.id : textOf(name)
}

type Sources = ReadonlyMap<string, Source>
type Choose = (chosen: Chosen) => void

/** Ends the selection of rows, once they are gone. */
const dropOf =
  (tell: HeardDone["tell"]) =>
  (ids: ReadonlySet<string>): void =>
    tell(ids, true)

const drawTools = (
  connections: readonly Connection[],
  sources: Sources,
  choose: Choose,
  { tell, onDone }: HeardDone,
): DrawTools => ({
  menu: (row, disabledReason) => {
    const source = sources.get(originOf(row.id).connection)
    return (
      source && (
        <PackageMenu
          // Of this row alone: a row's place in the document goes to another one once it is gone.
          key={row.id}
          source={source}
          row={row}
          disabledReason={disabledReason}
          title={nameIn(row)}
          onAction={(action, target) =>
            choose({ source, action, rows: [row], targets: [target], drop: dropOf(tell) })
          }
        />
      )
    )
  },
  onDone,
  among: (selected) => `of ${counted(byConnection(selected).size, "connection", "connections")}`,
  bulk: (selected, { now, unseen }) => (
    <PackageBulk
      connections={connections}
      sources={sources}
      selected={selected}
      onAction={(source, action) => {
        const rows = byConnection(now()).get(source.connection.id)
        if (rows) choose({ source, action, rows, unseen: unseen(), drop: dropOf(tell) })
      }}
    />
  ),
  late: () => null,
  box: (box) => <SelectBox {...box} />,
})

/**
 * Selecting and acting in the table of all packages: gives the table what it draws of that, and shows
 * the dialogs. It is loaded behind the rows.
 */
export const PackageActions = ({
  connections,
  rows,
  stale,
  onDraw,
  onMarked,
}: {
  readonly connections: readonly Connection[]
  /** On screen. */
  readonly rows: readonly Row[]
  /** They answer what was asked before. */
  readonly stale: boolean
  /** Told what to draw, whenever that is another. */
  readonly onDraw: (draw: DrawTools) => void
  /** Told the ids of the rows to which something is being done. */
  readonly onMarked: (rows: ReadonlySet<string>) => void
}) => {
  const sources = useSources(connections)
  const [chosen, setChosen] = useState<Chosen>()
  const [heard] = useState(() => heardDone(originKey))
  useEffect(
    () => onDraw(drawTools(connections, sources, setChosen, heard)),
    [connections, sources, heard, onDraw],
  )
  useEffect(() => watchMarked((mark) => [originKey(mark)], onMarked), [onMarked])
  useCommands((focus) => {
    // Of the row in which the focus was.
    const id = focus?.closest("[data-row-id]")?.getAttribute("data-row-id")
    const row = rows.find((one) => one.id === id)
    const source = row && sources.get(originOf(row.id).connection)
    if (!source) return []
    return itemActions(source.resource).map((action) => ({
      id: `row ${action.id}`,
      label: `${action.label} ${nameIn(row)}`,
      hint: `${source.resource.one} of ${source.connection.name}`,
      group: "here",
      danger: action.risk === "destructive",
      disabledReason:
        (stale ? dimmedReason : undefined) ??
        source.readOnly ??
        blockedFor(notTwice(action, source.connection.id), [{ place: originOf(row.id).place }]),
      run: () => setChosen({ source, action, rows: [row], drop: dropOf(heard.tell) }),
    }))
  })
  return chosen && <ChosenAction chosen={chosen} onClose={() => setChosen(undefined)} />
}
