import { formatCount } from "../lib/text.ts"
import type { Away, Steady } from "./steadyRows.ts"

/** "1 new here, 2 gone, 1 leaves": what is kept back of a list. */
export const changesLabel = ({
  came,
  moved,
  away,
}: Pick<Steady, "came" | "moved" | "away">): string => {
  const states = [...away.values()]
  const count = (one: Away["state"]): number => states.filter(({ state }) => state === one).length
  const leaving = count("leaves")
  const said = (many: number, what: string): readonly string[] =>
    many === 0 ? [] : [`${formatCount(many)} ${what}`]
  return [
    ...said(came, "new here"),
    ...said(count("gone"), "gone"),
    ...said(leaving, leaving === 1 ? "leaves" : "leave"),
    ...said(count("unknown"), "no longer here"),
    ...said(moved, "moved"),
  ].join(", ")
}
