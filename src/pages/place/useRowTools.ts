import { useEffect, useMemo, useState } from "react"
import type { Action, Target } from "../../model/action.ts"
import type { DrawTools, RowTools } from "../../table/tools.ts"
import type { Here } from "./here.ts"

type Chosen = {
  /** Undefined: export the reports. */
  readonly action: Action | undefined
  readonly targets: readonly Target[]
  /** Ends the selection that it was chosen for. */
  readonly clear: (() => void) | undefined
}

/** What can be done to the rows of a list. It is loaded behind the rows, which come first. */
export const useRowTools = ({
  connection,
  resource,
  place,
}: Pick<Here, "connection" | "resource" | "place">) => {
  const [chosen, setChosen] = useState<Chosen>()
  const [draw, setDraw] = useState<DrawTools>()
  const selects = resource.reports !== undefined || resource.actions.some(({ bulk }) => bulk)
  const hasMenu = resource.actions.some(({ on }) => on === "item")
  const wanted = selects || hasMenu || resource.fill !== undefined
  useEffect(() => {
    if (!wanted) return undefined
    let left = false
    const load = async (): Promise<void> => {
      const { drawTools } = await import("./rowTools.tsx")
      const made = drawTools({ connection, resource, place }, (action, targets, clear) =>
        setChosen({ action, targets, clear }),
      )
      if (!left) setDraw(made)
    }
    void load()
    return () => {
      left = true
    }
  }, [wanted, connection, resource, place])
  const [marked, setMarked] = useState<ReadonlySet<string>>()
  useEffect(() => {
    if (!draw) return undefined
    let leave = (): void => undefined
    let left = false
    const watch = async (): Promise<void> => {
      const { watchMarks } = await import("./marks.ts")
      if (!left) leave = watchMarks(connection.id, resource.id, place, setMarked)
    }
    void watch()
    return () => {
      left = true
      leave()
    }
  }, [draw, connection, resource, place])
  const tools = useMemo(
    (): RowTools => ({ selects, hasMenu, ...(draw ? { draw } : {}) }),
    [selects, hasMenu, draw],
  )
  return { tools, marked, chosen, close: () => setChosen(undefined) }
}
