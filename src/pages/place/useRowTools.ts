import { useEffect, useMemo, useState } from "react"
import type { Resource } from "../../model/provider.ts"
import type { DrawTools, RowTools } from "../../table/tools.ts"

/** Ms from which on what is still coming shows that it is, as everywhere (`ui/Skeleton.tsx`). */
const patience = 150

/** What can be done to the rows of a list, as `RowActions` tells it once that is there. */
export const useRowTools = ({ reports, actions, fill }: Resource) => {
  const [draw, onDraw] = useState<DrawTools>()
  const [marked, onMarked] = useState<ReadonlySet<string>>()
  const selects = reports !== undefined || actions.some(({ bulk }) => bulk)
  const hasMenu = actions.some(({ on }) => on === "item")
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    if (draw) return undefined
    const timer = setTimeout(() => setSlow(true), patience)
    return () => clearTimeout(timer)
  }, [draw])
  const tools = useMemo(
    (): RowTools => ({ selects, hasMenu, slow, ...(draw ? { draw } : {}) }),
    [selects, hasMenu, slow, draw],
  )
  return { tools, marked, wanted: selects || hasMenu || fill !== undefined, onDraw, onMarked }
}
