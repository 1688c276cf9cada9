import { forgetOld } from "../data/forgetOld.ts"
import type { QueryClient } from "@tanstack/react-query"
import { askLeftOut, askWhetherThere } from "../data/comeBack.ts"

/** What tells of trouble comes from the server that may be away then, so it is at hand before there is any. */
const prepareForTrouble = (): void => {
  for (const coming of [
    import("../shell/TroubleDetails.tsx"),
    import("../shell/OldData.tsx"),
    import("../shell/AwayWatch.tsx"),
    import("./place/LeadsNowhere.tsx"),
  ])
    // What does not come is asked for with the first.
    coming.catch(() => undefined)
}

/** A part of ours that does not come (Vite says so) may not come because our own server is away. */
const lookWhenUnloaded = (): void =>
  window.addEventListener("vite:preloadError", () => {
    askWhetherThere().catch(() => undefined)
  })

/** Done once a page, behind everything that it needs at first, and long before it is needed itself. */
export const afterStart = (client: QueryClient): void => {
  prepareForTrouble()
  lookWhenUnloaded()
  askLeftOut(client)
  void forgetOld(Date.now())
}
