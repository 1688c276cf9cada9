import { useState } from "react"
import { useNavigate } from "react-router"
import { useQueryClient } from "@tanstack/react-query"
import type { ActionAt } from "../../data/act.ts"
import { keys } from "../../data/keys.ts"
import { withKnown } from "../../data/late.ts"
import { LeftOutNote, sortOut } from "../../form/LeftOutNote.tsx"
import { counted } from "../../lib/text.ts"
import { ofConnection, removes } from "../../model/actedOn.ts"
import type { Action, Done, Target } from "../../model/action.ts"
import { parentOf } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"
import { paths } from "../../paths.ts"
import { notify } from "../../ui/toast.ts"
import { useIsOpen } from "../../ui/useIsOpen.ts"
import type { Here } from "./here.ts"
import { LinkDialog } from "./LinkDialog.tsx"
import { notTwice } from "./marks.ts"
import { Refused } from "./Refused.tsx"
import { lazily } from "../../ui/lazily.ts"
import { Opening } from "../../ui/Opening.tsx"

/** Told what something was done to, and whether that is gone now. */
export type DoneTo = (places: readonly Place[], gone: boolean) => void

const ActionDialog = lazily(async () => (await import("../../form/ActionDialog.tsx")).ActionDialog)

/** The dialog of one action, and where it leads when it was done. */
export const ActionHost = ({
  here,
  action,
  targets,
  onClose,
  doneTo,
}: {
  readonly here: ActionAt & Pick<Here, "kind">
  readonly action: Action
  readonly targets: readonly Target[]
  readonly onClose: () => void
  /** For the selection: it ends where a thing is gone, and whatever else was done, somebody may go on with it. */
  readonly doneTo?: DoneTo | undefined
}) => {
  const { connection, resource, kind } = here
  const navigate = useNavigate()
  const client = useQueryClient()
  // As it was when it was asked: a job that it begins would have all of them left out.
  const [{ allowed, leftOut }] = useState(() => {
    const known = targets.map((one) => withKnown(client, { connection, resource }, one))
    const { blocked } = notTwice(action, connection.id)
    return sortOut(known, (one) => blocked?.(one))
  })
  const [target] = allowed
  const targetDone = ({ place }: Target): void => doneTo?.([place], removes(action))
  const hrefOf = (place: Target["place"]): string => paths.item(connection.id, place)

  const isOpen = useIsOpen()
  const [link, setLink] = useState<Done["link"]>()
  const done = (result: Done | undefined): void => {
    // What is done at once is done to a single one.
    if (target) targetDone(target)
    if (result?.link && isOpen()) {
      setLink(result.link)
      return
    }
    const made = action.on === "list" ? result?.place : undefined
    notify({
      title: `${action.label}: done`,
      ...(result?.note === undefined ? {} : { description: result.note }),
      tone: "pass",
      ...(made ? { action: { label: "Open", onSelect: () => void navigate(hrefOf(made)) } } : {}),
    })
    // Who closed it meanwhile is elsewhere by now, and may have another open.
    if (!isOpen()) return
    if (result?.place && kind === "item" && action.on === "item")
      void navigate(hrefOf(result.place), { replace: true })
    else onClose()
  }
  const begun = (): void => {
    if (kind === "item" && removes(action) && target) {
      // The item is about to go; its page would only say so.
      const parent = parentOf(target.place)
      client.removeQueries({ queryKey: keys.item(connection.id, resource.id, target.place) })
      void navigate(paths.list(connection.id, parent, resource.id), { replace: true })
    } else onClose()
  }
  const [none] = leftOut
  if (none && !target)
    return (
      <Refused
        title={`${action.label} ${counted(leftOut.length, resource.one, resource.many)}${ofConnection(here)}: not possible now`}
        onClose={onClose}
      >
        {leftOut.length === 1 ? (
          none.reason
        ) : (
          <LeftOutNote at={here} leftOut={leftOut} of={leftOut.length} />
        )}
      </Refused>
    )
  if (link) return <LinkDialog link={link} onClose={onClose} onAgain={() => setLink(undefined)} />
  return (
    <Opening onGiveUp={onClose}>
      <ActionDialog
        key={action.id}
        at={here}
        action={action}
        targets={allowed}
        leftOut={leftOut}
        onClose={onClose}
        onDone={done}
        onJob={begun}
        onTargetDone={targetDone}
        hrefOf={hrefOf}
      />
    </Opening>
  )
}
