import { Ellipsis, Plus } from "lucide-react"
import { useJobs } from "../../data/useJobs.ts"
import { useDialog, useStaysOpen } from "../useDialog.ts"
import type { Action, Target } from "../../model/action.ts"
import { Button } from "../../ui/Button.tsx"
import { useCommands } from "../../ui/commands.ts"
import { Menu } from "../../ui/Menu.tsx"
import { ActionHost } from "./ActionHost.tsx"
import type { Here } from "./here.ts"
import { notTwice } from "./marks.ts"
import { blockedFor } from "./offered.ts"
import { useReadOnly } from "./readOnly.ts"

/** How many actions of a header are buttons; the others stand in a menu. */
const buttons = 2

/** What can be done here, each by a dialog that has an address of its own: `?do=delete`. */
export const HeaderActions = ({
  here,
  actions,
  target,
  label = "More actions",
  folded = false,
}: {
  readonly here: Pick<Here, "connection" | "resource" | "kind">
  readonly actions: readonly Action[]
  readonly target: Target
  /** What the menu of those that are no buttons is called. */
  readonly label?: string
  /** All of them stand in the menu, unless there is only one. */
  readonly folded?: boolean
}) => {
  const dialog = useDialog()
  const readOnly = useReadOnly()
  const all = useJobs()
  const blocked = (action: Action): string | undefined =>
    readOnly ?? blockedFor(notTwice(action, here.connection.id, all), [target])
  useCommands(() =>
    actions.map((action) => ({
      id: `do ${action.id}`,
      label: action.label,
      group: "here",
      danger: action.risk === "destructive",
      disabledReason: blocked(action),
      run: () => dialog.show(action.id),
    })),
  )
  const Icon = folded ? Plus : Ellipsis
  const gentle = actions.filter(({ risk }) => risk !== "destructive")
  const shown = folded && actions.length > 1 ? [] : gentle.slice(0, buttons)
  const rest = actions.filter((action) => !shown.includes(action))
  const asked = actions.find(({ id }) => id === dialog.name)
  // What it does, or a job that it begins, may block it before it has closed.
  const may = asked && readOnly === undefined && blockedFor(asked, [target]) === undefined
  const open = useStaysOpen(asked?.id, may === true)
  return (
    <>
      {shown.map((action) => {
        const reason = blocked(action)
        return (
          <Button
            key={action.id}
            {...(reason === undefined ? {} : { disabledReason: reason })}
            onClick={() => dialog.show(action.id)}
          >
            {action.label}
          </Button>
        )
      })}
      {rest.length > 0 && (
        <Menu
          label={label}
          trigger={
            <Button aria-label={label} icon={<Icon size={16} aria-hidden />}>
              {folded ? "Add" : "More"}
            </Button>
          }
          items={rest.map((action) => ({
            label: action.label,
            danger: action.risk === "destructive",
            disabledReason: blocked(action),
            onSelect: () => dialog.show(action.id),
          }))}
        />
      )}
      {asked && open && (
        <ActionHost
          key={asked.id}
          here={here}
          action={asked}
          targets={[target]}
          onClose={dialog.hide}
        />
      )}
    </>
  )
}
