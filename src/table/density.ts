import { useSyncExternalStore } from "react"
import { once } from "../lib/once.ts"
import { remember, useRemembered } from "./remembered.ts"

const key = "waybill.density"
const keyOf = (tableId?: string): string => (tableId === undefined ? key : `${key}.${tableId}`)

export type Density = "comfortable" | "compact"

const read = (said: string | null): Density | undefined =>
  said === "compact" || said === "comfortable" ? said : undefined

/** How close rows stand: as was chosen for this table, else for every table of this browser. */
export const useDensity = (tableId?: string): Density => {
  const own = useRemembered(keyOf(tableId))
  const every = useRemembered(key)
  return read(own) ?? read(every) ?? "comfortable"
}

/** Null: as every table, or, without a table, as when nobody chose. */
export const setDensity = (density: Density | null, tableId?: string): void =>
  remember(keyOf(tableId), density)

/** Row height in px; a card of a small screen has two lines. */
export const rowHeight = (density: Density, narrow: boolean): number =>
  narrow ? 68 : density === "compact" ? 32 : 44

const small = once((): MediaQueryList | undefined =>
  typeof matchMedia === "function" ? matchMedia("(max-width: 639px)") : undefined,
)

/** Whether rows are cards: below 640 px. */
export const isNarrow = (): boolean => small()?.matches ?? false

/** The same, followed. */
export const useNarrow = (): boolean =>
  useSyncExternalStore((listener) => {
    const query = small()
    query?.addEventListener("change", listener)
    return () => query?.removeEventListener("change", listener)
  }, isNarrow)

/** What stands above and below the rows, in px, at the least. */
const around = 300
/** Drawn at first: as many as this screen has. The others, or those near the screen, follow at once. */
export const screenfulOf = (height: number): number =>
  Math.max(8, Math.ceil((globalThis.innerHeight - around) / height))
