import type { Action, Target } from "../../model/action.ts"
import type { Row } from "../../model/field.ts"
import { placeKey } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"
import { titleOf } from "../../model/title.ts"
import type { DrawTools } from "../../table/tools.ts"
import { dimmedReason } from "../../table/useDimmed.ts"
import type { Command } from "../../ui/commands.ts"
import { BulkActions } from "./BulkActions.tsx"
import type { DoneTo } from "./ActionHost.tsx"
import { heardDone } from "./heardDone.ts"
import type { HeardDone } from "./heardDone.ts"
import type { Here } from "./here.ts"
import { LateCell } from "./LateCell.tsx"
import { notTwice } from "./marks.ts"
import { RowMenu } from "./RowMenu.tsx"
import { SelectBox } from "./SelectBox.tsx"
import { blockedFor, itemActions, targetOf } from "./offered.ts"

/** Undefined: export the reports. */
type Choose = (action: Action | undefined, targets: readonly Target[]) => void

/** All of them stand in one list, whose ids are its own. */
const idsOf = (places: readonly Place[]): ReadonlySet<string> =>
  new Set(places.flatMap((one) => one.at(-1)?.id ?? []))

/** What can be done to the row that has the focus, for the command palette. */
const rowCommands = (
  { connection, resource, place }: Pick<Here, "connection" | "resource" | "place">,
  row: Row,
  stale: boolean,
  readOnly: string | undefined,
  choose: Choose,
): readonly Command[] => {
  const target = targetOf(resource, place, row)
  return itemActions(resource).map((action) => ({
    id: `row ${action.id}`,
    label: `${action.label} ${titleOf(resource, row)}`,
    hint: resource.one,
    group: "here",
    danger: action.risk === "destructive",
    disabledReason:
      (stale ? dimmedReason : undefined) ??
      readOnly ??
      blockedFor(notTwice(action, connection.id), [target]),
    run: () => choose(action, [target]),
  }))
}

/** Draws the menu, the selection and the late cells of a list of this resource. */
const drawTools = (
  { connection, resource, place }: Pick<Here, "connection" | "resource" | "place">,
  choose: Choose,
  onDone: DrawTools["onDone"],
): DrawTools => {
  const actions = itemActions(resource)
  const target = (row: Row): Target => targetOf(resource, place, row)
  return {
    menu: (row, disabledReason) => (
      <RowMenu
        connection={connection.id}
        disabledReason={disabledReason}
        title={titleOf(resource, row)}
        target={target(row)}
        actions={actions}
        onAction={choose}
      />
    ),
    onDone,
    bulk: (rows, { now, unseen }) => {
      const chosen = (action: Action | undefined): void => {
        const away = unseen()
        const targets = now().map((row): Target =>
          away.has(row.id) ? { ...target(row), unseen: true } : target(row),
        )
        if (targets.length > 0) choose(action, targets)
      }
      return (
        <BulkActions
          connection={connection.id}
          targets={rows.map(target)}
          actions={actions}
          onAction={chosen}
          reports={resource.reports}
          onExport={() => chosen(undefined)}
        />
      )
    },
    late: (row, field) => (
      <LateCell
        // Of this row alone: a row's place in the document goes to another one once it is gone.
        key={row.id}
        here={{ connection, resource }}
        place={target(row).place}
        row={row}
        field={field}
      />
    ),
    box: (box) => <SelectBox {...box} />,
  }
}

/**
 * Tells the selection of a list what was done to its rows.
 * @param listed the key of the place that the list is of
 */
export const heardIn = (connection: string, resource: string, listed: string): HeardDone =>
  heardDone((gone) => {
    const last = gone.place.at(-1)
    const isOurs = gone.connection === connection && last?.in === resource
    return isOurs && placeKey(gone.place.slice(0, -1)) === listed ? last.id : undefined
  })

/** What a list of this resource draws, and what it offers for the row that has the focus. */
export const rowTools = (
  here: Pick<Here, "connection" | "resource" | "place">,
  { tell, onDone }: HeardDone,
  choose: (...of: readonly [...Parameters<Choose>, doneTo: DoneTo]) => void,
): {
  readonly draw: DrawTools
  readonly commandsOf: (
    row: Row,
    stale: boolean,
    readOnly: string | undefined,
  ) => readonly Command[]
} => {
  // The one row of a menu may be among those that are selected, too.
  const chosen: Choose = (action, targets) =>
    choose(action, targets, (places, gone) => tell(idsOf(places), gone))
  return {
    draw: drawTools(here, chosen, onDone),
    commandsOf: (row, stale, readOnly) => rowCommands(here, row, stale, readOnly, chosen),
  }
}
