import type { Action, Target } from "../../model/action.ts"
import type { Row } from "../../model/field.ts"
import { titleOf } from "../../model/title.ts"
import type { DrawTools } from "../../table/tools.ts"
import type { Command } from "../../ui/commands.ts"
import { BulkActions } from "./BulkActions.tsx"
import type { DoneTo } from "./ActionHost.tsx"
import type { Here } from "./here.ts"
import { LateCell } from "./LateCell.tsx"
import { notTwice } from "./marks.ts"
import { RowMenu } from "./RowMenu.tsx"
import { SelectBox } from "./SelectBox.tsx"
import { blockedFor, itemActions, targetOf } from "./offered.ts"

/** Undefined: export the reports. */
type Choose = (action: Action | undefined, targets: readonly Target[], done?: DoneTo) => void

/** What can be done to the row that has the focus, for the command palette. */
export const rowCommands = (
  { connection, resource, place }: Pick<Here, "connection" | "resource" | "place">,
  row: Row,
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
    disabledReason: readOnly ?? blockedFor(notTwice(action, connection.id), [target]),
    run: () => choose(action, [target]),
  }))
}

/** Draws the menu, the selection and the late cells of a list of this resource. */
export const drawTools = (
  { connection, resource, place }: Pick<Here, "connection" | "resource" | "place">,
  choose: Choose,
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
    bulk: (rows, { now, done }) => {
      // All of them stand in one list, whose ids are its own.
      const doneAt: DoneTo = (places, gone) =>
        done(new Set(places.flatMap((one) => one.at(-1)?.id ?? [])), gone)
      const chosen = (action: Action | undefined): void => {
        const targets = now().map(target)
        if (targets.length > 0) choose(action, targets, doneAt)
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
