import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react"
import { wholeOf } from "../data/listState.ts"
import type { ListState } from "../data/listState.ts"
import { ProviderError } from "../model/error.ts"
import type { Field, Row } from "../model/field.ts"
import type { Query } from "../model/query.ts"
import { counted, formatCount, sentence } from "../lib/text.ts"
import { Button } from "../ui/Button.tsx"
import { markRoot } from "../ui/markRoot.ts"
import { Spinner } from "../ui/Spinner.tsx"
import { notify } from "../ui/toast.ts"
import { useBarFocus } from "./barFocus.ts"
import { useNarrow } from "./density.ts"
import { afterDone } from "./leftSelection.ts"
import { outOfSight } from "./outOfSight.ts"
import type { DoneTo, DrawTools, Live } from "./tools.ts"
import { takenOf } from "./useSelection.ts"
import type { Selection } from "./useSelection.ts"

type Reading = {
  readonly read: number
  readonly of: number | undefined
  readonly stop: () => void
}

/** All that answered a question, by the question, when they were selected. */
type Taken = ReadonlyMap<string, readonly string[]>

const none: ReadonlySet<string> = new Set()

const selects = markRoot("data-selects")

const said = (cause: unknown): string =>
  cause instanceof ProviderError ? cause.problem.title : "They could not all be read."

/** Why those that were selected need not be all that match. */
type Note = { readonly words: string; readonly question: string; readonly whole: boolean }

/** What is selected, how to select all that match, and what can be done to it. */
export const SelectionBar = ({
  list,
  selection,
  page,
  fields,
  marked,
  query,
  one,
  many,
  draw,
}: {
  readonly list: ListState
  readonly selection: Selection
  /** The rows of this page that can be selected; `selection` may be a moment behind. */
  readonly page: readonly Row[]
  readonly fields: readonly Field[]
  /** Ids of rows to which something is being done. */
  readonly marked: ReadonlySet<string> | undefined
  /** What is asked of the list. */
  readonly query: Query
  readonly one: string
  readonly many: string
  readonly draw: Pick<DrawTools, "bulk" | "among" | "onDone">
}) => {
  const [reading, setReading] = useState<Reading>()
  const [noted, setNoted] = useState<Note>()
  const stop = useRef<(() => void) | undefined>(undefined)
  useEffect(() => () => stop.current?.(), [])
  const selected = useMemo(() => [...selection.rows.values()], [selection.rows])
  // What stands there of the question before is no answer to this one.
  const { rows, stale, similar } = list
  const shown = useMemo(() => new Set(stale ? [] : rows.map(({ id }) => id)), [stale, rows])
  const { out, unsure } = useMemo(
    () => outOfSight(selected, { fields, query, shown, similar: similar !== undefined }),
    [selected, fields, query, shown, similar],
  )
  const clear = useRef<HTMLButtonElement>(null)
  /** Lets go of them, with a button that goes with them. */
  const letGo = (ids: readonly string[]): void => {
    clear.current?.focus()
    selection.drop(new Set(ids))
  }
  const whole = list.stale ? undefined : wholeOf(list)
  const leave = (left: (row: Row) => boolean, description: string): void => {
    // As the boxes have it: what the bar tells may be a moment older.
    const ids = selection.now().flatMap((row) => (left(row) ? [row.id] : []))
    if (ids.length === 0) return
    selection.drop(new Set(ids))
    notify({
      tone: "info",
      title: `${counted(ids.length, one, many)} left the selection`,
      description,
    })
  }
  const dropGone = useEffectEvent((ids: ReadonlySet<string>): void =>
    leave(({ id }) => !ids.has(id), "No longer in this list."),
  )
  useEffect(() => {
    if (whole) dropGone(new Set(whole.map(({ id }) => id)))
  }, [whole])
  const [changed, setChanged] = useState(none)
  const settled = list.status === "ready" && !list.stale && !list.refreshing && list.owed !== true
  const [unknown, setUnknown] = useState(none)
  if (settled && changed.size > 0) {
    const { left, open } = afterDone(changed, { page, whole, marked })
    if (open.size < changed.size) {
      setChanged(open)
      setUnknown(left)
    }
  }
  const dropChanged = useEffectEvent((ids: ReadonlySet<string>): void =>
    leave(
      ({ id }) => ids.has(id),
      "Changed, and not on this page: select again what to go on with.",
    ),
  )
  useEffect(() => dropChanged(unknown), [unknown])
  const unseen: Live["unseen"] = () =>
    new Set(selection.now().flatMap(({ id }) => (shown.has(id) ? [] : [id])))
  const hear = useEffectEvent<DoneTo>((ids, gone) =>
    gone ? selection.drop(ids) : setChanged((before) => new Set([...before, ...ids])),
  )
  const { onDone } = draw
  useEffect(() => onDone?.((ids, gone) => hear(ids, gone)), [onDone])
  // Cards have no box above them that selects the page.
  const narrow = useNarrow()
  const { all: pageTaken } = takenOf(selection)
  const matching = stale ? undefined : list.matching
  const more = matching === undefined || matching.count > selection.page.length
  // More may be selected than match, of what was asked before: how many says nothing.
  const [takenBy, setTakenBy] = useState<Taken>(new Map())
  const question = JSON.stringify([query.text, query.filters, query.where])
  const taken = takenBy.get(question)
  const all =
    pageTaken &&
    taken !== undefined &&
    (matching === undefined || matching.count === taken.length) &&
    taken.every((id) => selection.rows.has(id))

  const selectAll = async (): Promise<void> => {
    const abort = new AbortController()
    const end = (): void => abort.abort()
    stop.current = end
    const tell = (read: number, of: number | undefined): void => setReading({ read, of, stop: end })
    tell(0, matching?.count)
    const note = (words: string): void => setNoted({ words, question, whole: list.complete })
    setNoted(undefined)
    try {
      const found = await list.readAll({ signal: abort.signal, onProgress: tell })
      selection.add(found.rows)
      if (found.complete)
        setTakenBy((now) => new Map([...now, [question, found.rows.map(({ id }) => id)]]))
      else
        note(
          `Those selected may not be all that match. ${sentence(found.incomplete ?? "The list was not read to its end.")}`,
        )
    } catch (cause) {
      if (!abort.signal.aborted) note(said(cause))
    } finally {
      setReading(undefined)
    }
  }

  // Of another question it says nothing, nor of a list that lacked some and is whole now.
  const note =
    noted?.question === question && (noted.whole || !list.complete) ? noted.words : undefined

  const bar = useBarFocus()

  return (
    <section
      ref={bar}
      tabIndex={-1}
      aria-label="Selection"
      className="sticky bottom-[calc(0.5rem+var(--jobs-line,0px))] z-30 mt-2 flex flex-wrap items-center gap-2 rounded-lg border border-line bg-surface px-3 py-2 text-sm"
    >
      <output ref={selects} className="numeric mr-1 font-medium text-strong">
        {all && selected.length === taken.length && "All "}
        {formatCount(selected.length)} selected{draw.among && `, ${draw.among(selected)}`}
        {out.length > 0 && (
          <span className="text-tone-warn-ink">
            , {formatCount(out.length)} not among those that match
          </span>
        )}
        {unsure.length > 0 && !stale && (
          <span className="text-tone-warn-ink">
            , {formatCount(unsure.length)} that may not match
          </span>
        )}
      </output>
      {out.length > 0 && (
        <Button size="sm" variant="ghost" onClick={() => letGo(out.map(({ id }) => id))}>
          Keep only those that match
        </Button>
      )}
      {unsure.length > 0 && !stale && (
        <Button
          size="sm"
          variant="ghost"
          title="What would tell was not read of them, or only their provider knows."
          onClick={() => letGo(unsure.map(({ id }) => id))}
        >
          Keep only the others
        </Button>
      )}
      {narrow && selection.page.length > 0 && !pageTaken && (
        <Button size="sm" variant="ghost" onClick={selection.togglePage}>
          Select all {formatCount(selection.page.length)} on this page
        </Button>
      )}
      {reading ? (
        <span className="numeric flex items-center gap-2 text-muted">
          <Spinner />
          Reading {formatCount(reading.read)}
          {reading.of !== undefined && ` of ${formatCount(reading.of)}`}
          <Button size="sm" variant="ghost" onClick={reading.stop}>
            Stop
          </Button>
        </span>
      ) : (
        (narrow || (pageTaken && more)) &&
        !(all || (matching?.exact && matching.count === 0)) && (
          <Button size="sm" variant="ghost" onClick={() => void selectAll()}>
            {matching?.exact
              ? `Select all ${counted(matching.count, one, many)} that match`
              : `Select all ${many} that match`}
          </Button>
        )
      )}
      {note !== undefined && <span className="text-xs text-tone-warn-ink">{note}</span>}
      <span data-bulk="" className="flex flex-wrap items-center gap-2">
        {draw.bulk(selected, { now: selection.now, unseen })}
      </span>
      <Button ref={clear} size="sm" variant="ghost" onClick={() => selection.drop()}>
        Clear
      </Button>
    </section>
  )
}
