import { useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { readOriginals } from "../../data/originals.ts"
import type { Action, Target } from "../../model/action.ts"
import { originOf } from "../../model/common.ts"
import { ProviderError } from "../../model/error.ts"
import type { Row } from "../../model/field.ts"
import { itemActions } from "../place/offered.ts"
import { ReadOnly } from "../place/readOnly.ts"
import { RowMenu } from "../place/RowMenu.tsx"
import { knownOf } from "./sources.ts"
import type { Source } from "./sources.ts"

/** What was read of it for its menu: the thing itself, or why there is none to act on. */
type Asked = { readonly target: Target } | { readonly why: string }

const never = new AbortController().signal

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
  const { place } = originOf(row.id)

  const ask = async (): Promise<void> => {
    if (readOnly !== undefined) return
    try {
      const { targets } = await readOriginals(client, source, [place], {
        signal: never,
        onProgress: () => undefined,
        known: knownOf(client, connection.id),
      })
      const [target] = targets
      setAsked(target ? { target } : { why: `${connection.name} has it no longer.` })
    } catch (cause) {
      const said = cause instanceof ProviderError ? cause.problem.title : String(cause)
      setAsked({ why: `${connection.name} could not be asked about it: ${said}` })
    }
  }
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
        onNear={() => void ask()}
        onAction={(action) => target && onAction(action, target)}
      />
    </ReadOnly>
  )
}
