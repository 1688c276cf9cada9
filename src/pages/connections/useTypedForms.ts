import { useEffect, useState } from "react"
import { dropUnsent, keepUnsent, unsentOf } from "../../data/unsent.ts"
import { useSessionEnd } from "../../data/useUnsent.ts"
import { unsentIn } from "../../form/unsentIn.ts"
import { startValues } from "../../form/values.ts"
import type { Values } from "../../model/input.ts"
import { providerIds } from "../../model/provider.ts"
import type { ProviderId } from "../../model/provider.ts"
import { providerSettings } from "../../providers/settings.ts"
import { connectionInputs } from "./draft.ts"

type Typed = Readonly<Partial<Record<ProviderId, Values | undefined>>>

const nameOf = (id: ProviderId): string => `new connection ${id}`

const typedBefore = (): Typed =>
  Object.fromEntries(
    providerIds.flatMap((id) => {
      const unsent = unsentOf(nameOf(id))
      return unsent ? [[id, unsent.values]] : []
    }),
  )

/**
 * What was typed for a new connection of each provider, so that looking at another one loses nothing.
 * All but the secrets is there again after the session ended and the same person signed in.
 */
export const useTypedForms = () => {
  const [typed, setTyped] = useState(typedBefore)
  useEffect(() => {
    for (const id of providerIds) dropUnsent(nameOf(id))
  }, [])
  useSessionEnd(() => {
    for (const id of providerIds) {
      const inputs = connectionInputs(providerSettings[id], undefined)
      const start = startValues(inputs)
      const unsent = typed[id] && unsentIn(inputs, { ...start, ...typed[id] }, start)
      if (unsent) keepUnsent(nameOf(id), unsent)
    }
  })
  return [typed, setTyped] as const
}
