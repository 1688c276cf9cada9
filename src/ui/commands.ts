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

type Source = () => readonly Command[]

let sources: readonly Source[] = []

/** All that can be done now. The inner parts of a page, which come last, are asked first. */
export const activeCommands = (): readonly Command[] =>
  sources.toReversed().flatMap((source) => source())

/** Offers commands for as long as the component is there; asked only when the palette is opened. */
export const useCommands = (source: Source): void => {
  const latest = useEffectEvent(source)
  useEffect(() => {
    const ask: Source = () => latest()
    sources = [...sources, ask]
    return () => {
      sources = sources.filter((one) => one !== ask)
    }
  }, [])
}
