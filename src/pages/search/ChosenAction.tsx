import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useEffectEvent, useState } from "react"
import { readOriginals } from "../../data/originals.ts"
import { counted } from "../../lib/text.ts"
import type { Action, Target } from "../../model/action.ts"
import { originKey, originOf } from "../../model/common.ts"
import type { Row } from "../../model/field.ts"
import { TroubleNote } from "../../shell/TroubleNote.tsx"
import { Awaited } from "../../ui/Awaited.tsx"
import { Button } from "../../ui/Button.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { Spinner } from "../../ui/Spinner.tsx"
import { notify } from "../../ui/toast.ts"
import type { DoneTo } from "../place/ActionHost.tsx"
import { Refused } from "../place/Refused.tsx"
import { knownOf, rowIdsAt } from "./sources.ts"
import type { Source } from "./sources.ts"
import { lazily } from "../../ui/lazily.ts"
import { Opening } from "../../ui/Opening.tsx"

const ActionHost = lazily(async () => (await import("../place/ActionHost.tsx")).ActionHost)
const ExportDialog = lazily(async () => (await import("../place/ExportDialog.tsx")).ExportDialog)

/** What somebody chose to do to rows of one connection. */
export type Chosen = {
  readonly source: Source
  /** Undefined: export the reports. */
  readonly action: Action | undefined
  readonly rows: readonly Row[]
  /** The rows as their provider has them, where that was read already. */
  readonly targets?: readonly Target[]
  /** Ids of those rows of the table that are not on the page that is shown. */
  readonly unseen?: ReadonlySet<string> | undefined
  /** Ends the selection of these rows of the table, once they are gone. */
  readonly drop?: ((ids: ReadonlySet<string>) => void) | undefined
}

/** Ms from which on reading shows, as everywhere (`ui/Skeleton.tsx`). */
const patience = 150

type State =
  | { readonly is: "reading"; readonly read: number; readonly slow: boolean }
  | { readonly is: "failed"; readonly problem: unknown }
  | { readonly is: "read"; readonly targets: readonly Target[]; readonly gone: number }

/** Reads the rows as their provider has them. */
const useTargets = ({ source, rows, targets, unseen }: Chosen, slow: boolean): State => {
  const client = useQueryClient()
  const [state, setState] = useState<State>(
    targets ? { is: "read", targets, gone: 0 } : { is: "reading", read: 0, slow },
  )
  const wanted = targets === undefined
  useEffect(() => {
    if (!wanted) return undefined
    const abort = new AbortController()
    const { signal } = abort
    const timer = setTimeout(
      () => setState((now) => (now.is === "reading" ? { ...now, slow: true } : now)),
      patience,
    )
    const read = async (): Promise<void> => {
      try {
        const found = await readOriginals(
          client,
          source,
          rows.map(({ id }) => originOf(id).place),
          {
            signal,
            known: knownOf(client, source.connection.id),
            onProgress: (done) =>
              setState((now) => (now.is === "reading" ? { ...now, read: done } : now)),
          },
        )
        const as = (one: Target): Target =>
          unseen?.has(originKey({ connection: source.connection.id, place: one.place }))
            ? { ...one, unseen: true }
            : one
        setState({ is: "read", targets: found.targets.map(as), gone: found.gone.length })
      } catch (problem) {
        if (!signal.aborted) setState({ is: "failed", problem })
      }
    }
    void read()
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [client, source, rows, unseen, wanted])
  return state
}

const Read = ({
  chosen,
  slow,
  onAgain,
  onClose,
}: {
  readonly chosen: Chosen
  /** It shows that it reads from the beginning. */
  readonly slow: boolean
  readonly onAgain: () => void
  readonly onClose: () => void
}) => {
  const { source, action, rows } = chosen
  const { connection, resource } = source
  // What stays is read as it is now before anything more is done to it.
  const doneTo: DoneTo = (places, isGone) => {
    if (isGone) chosen.drop?.(rowIdsAt(connection.id, places))
  }
  const state = useTargets(chosen, slow)
  const many = counted(rows.length, resource.one, resource.many)
  const title = `${action?.label ?? "Export"}: ${many} of ${connection.name}`
  const gone = state.is === "read" && state.targets.length > 0 ? state.gone : 0
  const sayGone = useEffectEvent((count: number) =>
    notify({
      title: `${counted(count, resource.one, resource.many)} left out: ${connection.name} has ${count === 1 ? "it" : "them"} no longer`,
      tone: "warn",
    }),
  )
  useEffect(() => {
    if (gone > 0) sayGone(gone)
  }, [gone])
  if (state.is === "reading")
    return state.slow ? (
      <Dialog
        open
        onClose={onClose}
        title={title}
        footer={<Button onClick={onClose}>Cancel</Button>}
      >
        <output className="numeric flex items-center gap-2 text-sm text-muted">
          <Spinner />
          Reading them as they are now: {state.read} of {rows.length}
        </output>
      </Dialog>
    ) : (
      <Awaited onGiveUp={onClose} />
    )
  if (state.is === "failed")
    return (
      <Dialog
        open
        onClose={onClose}
        title={title}
        description="They could not be read as they are now, so nothing is done."
        footer={<Button onClick={onClose}>Close</Button>}
      >
        <TroubleNote error={state.problem} onRetry={onAgain} byHand connection={connection} />
      </Dialog>
    )
  if (state.targets.length === 0)
    return (
      <Refused title={title} onClose={onClose}>
        {connection.name} has none of them any more. Refresh the table to see what it has.
      </Refused>
    )
  return (
    <Opening onGiveUp={onClose}>
      {action ? (
        <ActionHost
          here={{ connection, resource, everywhere: true, kind: "list" }}
          action={action}
          targets={state.targets}
          onClose={onClose}
          doneTo={doneTo}
        />
      ) : (
        <ExportDialog
          here={{ connection, resource, everywhere: true }}
          targets={state.targets}
          onClose={onClose}
        />
      )}
    </Opening>
  )
}

/**
 * What was chosen for rows of the table of all packages, done as in their own list: with the rows as
 * their provider has them, which are read first.
 */
export const ChosenAction = ({
  chosen,
  onClose,
}: {
  readonly chosen: Chosen
  readonly onClose: () => void
}) => {
  const [round, setRound] = useState(0)
  return (
    <Read
      key={round}
      chosen={chosen}
      slow={round > 0}
      onAgain={() => setRound((now) => now + 1)}
      onClose={onClose}
    />
  )
}
