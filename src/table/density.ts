import { useSyncExternalStore } from "react"
import { once } from "../lib/once.ts"
import { remember, useRemembered } from "./remembered.ts"

const key = "waybill.density"

export type Density = "comfortable" | "compact"

/** How close rows stand, for every table of this browser. */
export const useDensity = (): Density =>
  useRemembered(key) === "compact" ? "compact" : "comfortable"

export const setDensity = (density: Density): void =>
  remember(key, density === "compact" ? density : null)

/** Row height in px; a card of a small screen has two lines. */
export const rowHeight = (density: Density, narrow: boolean): number =>
  narrow ? 68 : density === "compact" ? 32 : 44

const small = once((): MediaQueryList | undefined =>
  typeof matchMedia === "function" ? matchMedia("(max-width: 639px)") : undefined,
)

/** Below 640 px rows become cards. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      const query = small()
      query?.addEventListener("change", listener)
      return () => query?.removeEventListener("change", listener)
    },
    () => small()?.matches ?? false,
  )
