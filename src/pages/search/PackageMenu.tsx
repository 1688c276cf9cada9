import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useEffectEvent, useRef, useState } from "react"
import { readOriginals } from "../../data/originals.ts"
import type { Action, Target } from "../../model/action.ts"
import { ProviderError } from "../../model/error.ts"
import type { Row } from "../../model/field.ts"
import { itemActions } from "../place/offered.ts"
import { ReadOnly } from "../place/readOnly.ts"
import { RowMenu } from "../place/RowMenu.tsx"
import { createAskNear } from "./askNear.ts"
import { knownOf, originIn } from "./sources.ts"
import type { Source } from "./sources.ts"

/** What was read of it for its menu: the thing itself, or why there is none to act on. */
type Asked = { readonly target: Target } | { readonly why: string }

/**
 * What can be done to one row of the table of all packages, as in its own list. What may be done depends
 * on the package as its provider has it, so that is read when somebody comes near the menu.
 */
export const PackageMenu = ({
  source,
  row,
  title,
  disabledReason,
  onAction,
}: {
  readonly source: Source
  readonly row: Row
  readonly title: string
  /** Why nothing can be done to it just now, whatever it is. */
  readonly disabledReason?: string | undefined
  readonly onAction: (action: Action, target: Target) => void
}) => {
  const client = useQueryClient()
  const [asked, setAsked] = useState<Asked>()
  const { connection, resource, readOnly } = source
  const { place } = originIn(row)

  const ask = async (signal: AbortSignal): Promise<Asked> => {
    try {
      const { targets } = await readOriginals(client, source, [place], {
        signal,
        onProgress: () => undefined,
        known: knownOf(client, connection.id),
      })
      const [target] = targets
      return target ? { target } : { why: `${connection.name} has it no longer.` }
    } catch (cause) {
      const said = cause instanceof ProviderError ? cause.problem.title : String(cause)
      return { why: `${connection.name} could not be asked about it: ${said}` }
    }
  }
  const asking = useEffectEvent(ask)
  const near = useRef<ReturnType<typeof createAskNear<Asked>>>(undefined)
  useEffect(() => {
    const own = createAskNear<Asked>((signal) => asking(signal), setAsked)
    near.current = own
    return () => own.stop()
  }, [])
  const able = readOnly === undefined
  const unasked = asked ? undefined : `It is being read from ${connection.name}.`
  const target = asked && "target" in asked ? asked.target : undefined
  return (
    <ReadOnly value={readOnly ?? unasked ?? (asked && "why" in asked ? asked.why : undefined)}>
      <RowMenu
        connection={connection.id}
        title={title}
        disabledReason={disabledReason}
        target={target ?? { place }}
        actions={itemActions(resource)}
        onNear={() => able && near.current?.near()}
        onOpen={() => able && near.current?.want()}
        onLeave={() => near.current?.leave()}
        onAction={(action) => {
          near.current?.forget()
          if (target) onAction(action, target)
        }}
      />
    </ReadOnly>
  )
}
