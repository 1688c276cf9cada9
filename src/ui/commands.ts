import { useEffect, useEffectEvent } from "react"

/** Something that the command palette offers. */
export type Command = {
  /** Unique among all that are offered at once. */
  readonly id: string
  readonly label: string
  /** `here`: what can be done on this page. `up`: the way back up from it. */
  readonly group: "here" | "up"
  /** Said beside the label. */
  readonly hint?: string | undefined
  /** Cannot be taken back: never what a press of Enter does by itself, so it comes last. */
  readonly danger?: boolean
  /** Why not now; it is listed all the same. */
  readonly disabledReason?: string | undefined
} & (
  | { readonly to: string; readonly run?: undefined }
  | { readonly to?: undefined; readonly run: () => void }
)

/** Gives what can be done where the focus was when the palette was opened. */
type Source = (focus: Element | null) => readonly Command[]

/** Whoever offers commands now, the inner parts of a page last. */
export const commandSources = new Set<Source>()

/** Offers commands for as long as the component is there; asked only while the palette is open. */
export const useCommands = (source: Source): void => {
  const latest = useEffectEvent(source)
  useEffect(() => {
    const ask: Source = (focus) => latest(focus)
    commandSources.add(ask)
    return () => {
      commandSources.delete(ask)
    }
  }, [])
}
