import { formatAgo } from "../../lib/dates.ts"
import { counted, formatCount } from "../../lib/text.ts"
import type { Summary } from "../../data/counts.ts"
import type { Tone } from "../../model/field.ts"
import { paths } from "../../paths.ts"
import { Tile } from "../../ui/Tile.tsx"
import { useMinute } from "../../ui/useMinute.ts"
import { troubleAmong } from "./troubleAmong.ts"

/** A sum that says when something is missing from it. */
type Sum = {
  readonly count: number
  readonly missing: number
  readonly asked: number
  /** When the numbers of before are of: of connections that do not answer now, or have not yet. */
  readonly old: readonly number[]
}

const oldOf = ({ state, problem, unconfirmed, updatedAt }: Summary): readonly number[] =>
  state !== "failed" && updatedAt > 0 && (problem !== undefined || unconfirmed) ? [updatedAt] : []

const byTone = (summaries: readonly Summary[], tones: readonly Tone[]): Sum => {
  let count = 0
  let missing = 0
  let asked = 0
  const old: number[] = []
  for (const summary of summaries) {
    const { states, field, state } = summary
    // A provider whose list has no state neither adds to the number nor is missing from it.
    if (state === "ready" && !field) continue
    if (state === "loading") asked += 1
    const wanted = states.filter(({ tone }) => tones.includes(tone))
    if (state !== "ready" || wanted.some(({ total }) => !total)) missing += 1
    old.push(...oldOf(summary))
    for (const { total } of wanted) count += total?.count ?? 0
  }
  return { count, missing, asked, old }
}

const everything = (summaries: readonly Summary[]): Sum => {
  const paged = summaries.filter(({ resource }) => resource?.paging.by !== "none")
  return {
    count: paged.reduce((sum, { total }) => sum + (total?.count ?? 0), 0),
    // One whose list says no total is not counted; whether it would have to be is not known of one that failed.
    missing: summaries.filter(({ resource, state, total }) =>
      resource?.paging.by === "none" ? state === "failed" : !total,
    ).length,
    old: paged.flatMap(oldOf),
    asked: paged.filter(({ state }) => state === "loading").length,
  }
}

const shown = ({ count, missing }: Sum, all: number): string =>
  missing === all || (missing > 0 && count === 0)
    ? "—"
    : `${missing > 0 ? "≥ " : ""}${formatCount(count)}`

/** How old the numbers of before are: each, where that is said in the same words. */
const oldWords = (old: readonly number[]): string => {
  const which = counted(old.length, "connection", "connections")
  const ages = new Set(old.map((at) => formatAgo(new Date(at))))
  const oldest = formatAgo(new Date(Math.min(...old)))
  if (ages.size > 1) return `${which} as of before, the oldest of ${oldest}`
  return `${which} as of ${oldest === "just now" ? "before" : oldest}`
}

/** @param asking how many of all connections are still asked, in the words of every tile */
const note = (
  { missing, asked, old }: Sum,
  { asking, all }: { readonly asking: number; readonly all: number },
  words: string,
): string => {
  const which = counted(missing, "connection", "connections")
  const said = [
    missing === 0
      ? ""
      : asked > 0
        ? `${counted(asking, "connection", "connections")} still asked`
        : missing === all
          ? `none of ${which} said`
          : `without ${which} that did not say`,
    old.length === 0 ? "" : oldWords(old),
  ].filter((part) => part !== "")
  return said.length === 0 ? words : said.join(", ")
}

/** The few numbers a day starts with; each leads to what it counts. */
export const Tiles = ({ summaries }: { readonly summaries: readonly Summary[] }) => {
  const all = summaries.length
  const failed = byTone(summaries, ["fail", "critical"])
  const running = byTone(summaries, ["running", "info"])
  const ready = byTone(summaries, ["pass"])
  const packages = everything(summaries)
  const { broken, asking, unasked } = troubleAmong(summaries)
  useMinute()
  return (
    // The fifth fills the row in which it would stand alone.
    <div className="grid grid-cols-2 gap-3 *:last:col-span-2 md:grid-cols-3 xl:grid-cols-5 xl:*:last:col-span-1">
      <Tile
        label="Failed"
        tone="fail"
        value={shown(failed, all)}
        to={paths.packages("state=failed")}
        note={note(failed, { asking, all }, "the provider says so")}
      />
      <Tile
        label="In progress"
        tone="running"
        value={shown(running, all)}
        to={paths.packages("state=in-progress")}
        note={note(running, { asking, all }, "uploading, copying or verifying")}
      />
      <Tile
        label="Ready"
        tone="pass"
        value={shown(ready, all)}
        to={paths.packages("state=ready")}
        note={note(ready, { asking, all }, "usable as they are")}
      />
      <Tile
        label="Packages"
        value={shown(packages, all)}
        to={paths.packages()}
        note={note(packages, { asking, all }, "in lists that say their total")}
      />
      <Tile
        label="Connections with trouble"
        tone={broken > 0 ? "fail" : asking > 0 ? "running" : unasked > 0 ? "unknown" : "pass"}
        value={broken === 0 && asking + unasked === all ? "—" : formatCount(broken)}
        to={paths.connections()}
        note={
          asking > 0
            ? `${asking} still asked`
            : unasked > 0
              ? `${unasked} cannot be asked now`
              : `of ${all}`
        }
      />
    </div>
  )
}
