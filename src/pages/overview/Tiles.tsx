import { counted, formatCount } from "../../lib/text.ts"
import type { Summary } from "../../data/counts.ts"
import type { Tone } from "../../model/field.ts"
import { paths } from "../../paths.ts"
import { Tile } from "../../ui/Tile.tsx"

/** A sum that says when something is missing from it. */
type Sum = {
  readonly count: number
  readonly missing: number
  readonly asked: number
  /** Of how many connections the number is one of before, because they do not answer now. */
  readonly old: number
}

const isOld = ({ state, problem }: Summary): boolean => state === "ready" && problem !== undefined

const byTone = (summaries: readonly Summary[], tones: readonly Tone[]): Sum => {
  let count = 0
  let missing = 0
  let asked = 0
  let old = 0
  for (const summary of summaries) {
    const { states, field, state } = summary
    // A provider whose list has no state neither adds to the number nor is missing from it.
    if (state === "ready" && !field) continue
    if (state === "loading") asked += 1
    const wanted = states.filter(({ tone }) => tones.includes(tone))
    if (state !== "ready" || wanted.some(({ total }) => !total)) missing += 1
    if (isOld(summary)) old += 1
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
    old: paged.filter(isOld).length,
    asked: paged.filter(({ state }) => state === "loading").length,
  }
}

const shown = ({ count, missing }: Sum, all: number): string =>
  missing === all || (missing > 0 && count === 0)
    ? "—"
    : `${missing > 0 ? "≥ " : ""}${formatCount(count)}`

const note = ({ missing, asked, old }: Sum, words: string): string => {
  const which = counted(missing, "connection", "connections")
  const said = [
    missing === 0 ? "" : asked > 0 ? `${which} still asked` : `without ${which} that did not say`,
    old === 0 ? "" : `${counted(old, "connection", "connections")} as of before`,
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
  const broken = summaries.filter(({ problem }) => problem !== undefined).length
  const asking = summaries.filter(({ state }) => state === "loading").length
  return (
    // The fifth fills the row in which it would stand alone.
    <div className="grid grid-cols-2 gap-3 *:last:col-span-2 md:grid-cols-3 xl:grid-cols-5 xl:*:last:col-span-1">
      <Tile
        label="Failed"
        tone="fail"
        value={shown(failed, all)}
        to={paths.packages("state=failed")}
        note={note(failed, "the provider says so")}
      />
      <Tile
        label="In progress"
        tone="running"
        value={shown(running, all)}
        to={paths.packages("state=in-progress")}
        note={note(running, "uploading, copying or verifying")}
      />
      <Tile
        label="Ready"
        tone="pass"
        value={shown(ready, all)}
        to={paths.packages("state=ready")}
        note={note(ready, "usable as they are")}
      />
      <Tile
        label="Packages"
        value={shown(packages, all)}
        to={paths.packages()}
        note={note(packages, "in lists that say their total")}
      />
      <Tile
        label="Connections with trouble"
        tone={broken > 0 ? "fail" : asking > 0 ? "running" : "pass"}
        value={asking === all ? "—" : formatCount(broken)}
        to={paths.connections()}
        note={asking > 0 ? `${asking} still asked` : `of ${all}`}
      />
    </div>
  )
}
