import { useEffect, useMemo, useState } from "react"
import type { Action, Target } from "../../model/action.ts"
import type { Row } from "../../model/field.ts"
import type { DrawTools, RowTools } from "../../table/tools.ts"
import { useCommands } from "../../ui/commands.ts"
import type { Command } from "../../ui/commands.ts"
import type { DoneTo } from "./ActionHost.tsx"
import type { Here } from "./here.ts"
import { behind } from "../../lib/behind.ts"
import { useReadOnly } from "./readOnly.ts"

type Chosen = {
  /** Undefined: export the reports. */
  readonly action: Action | undefined
  readonly targets: readonly Target[]
  /** For the selection out of which they were chosen. */
  readonly doneTo: DoneTo | undefined
}

type CommandsOf = (row: Row, stale: boolean, blocked: string | undefined) => readonly Command[]

/** Ms from which on what is still coming shows that it is, as everywhere (`ui/Skeleton.tsx`). */
const patience = 150

/** What can be done to the rows of a list. It is loaded behind the rows, which come first. */
export const useRowTools = (
  { connection, resource, place }: Pick<Here, "connection" | "resource" | "place">,
  /** On screen. */
  rows: readonly Row[],
  /** They answer what was asked before. */
  stale: boolean,
) => {
  const [chosen, setChosen] = useState<Chosen>()
  const [draw, setDraw] = useState<DrawTools>()
  const [commandsOf, setCommandsOf] = useState<CommandsOf>()
  const readOnly = useReadOnly()
  const selects = resource.reports !== undefined || resource.actions.some(({ bulk }) => bulk)
  const hasMenu = resource.actions.some(({ on }) => on === "item")
  const wanted = selects || hasMenu || resource.fill !== undefined
  useEffect(() => {
    if (!wanted) return undefined
    let left = false
    const load = async (): Promise<void> => {
      const { rowTools } = await behind(() => import("./rowTools.tsx"))
      const choose = (
        action: Action | undefined,
        targets: readonly Target[],
        doneTo?: DoneTo,
      ): void => setChosen({ action, targets, doneTo })
      if (left) return
      const made = rowTools({ connection, resource, place }, choose)
      setDraw(made.draw)
      setCommandsOf(() => made.commandsOf)
    }
    void load()
    return () => {
      left = true
    }
  }, [wanted, connection, resource, place])
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    if (draw) return undefined
    const timer = setTimeout(() => setSlow(true), patience)
    return () => clearTimeout(timer)
  }, [draw])
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
    (): RowTools => ({ selects, hasMenu, slow, ...(draw ? { draw } : {}) }),
    [selects, hasMenu, slow, draw],
  )
  useCommands((focus) => {
    // Of the row in which the focus was.
    const id = focus?.closest("[data-row-id]")?.getAttribute("data-row-id")
    const row = rows.find((one) => one.id === id)
    return row && commandsOf ? commandsOf(row, stale, readOnly) : []
  })
  return { tools, marked, chosen, close: () => setChosen(undefined) }
}
