import { memo, useMemo, useRef, useState } from "react"
import type { ReactNode } from "react"
import { copiesIn, digestOf } from "../../data/copies.ts"
import { isWhole } from "../../data/everythingPart.ts"
import { useEverythingList } from "../../data/everything.ts"
import type { Everything } from "../../data/everything.ts"
import { partsFor } from "../../data/partsFor.ts"
import { commonFields, originOf } from "../../model/common.ts"
import type { Connection } from "../../model/connection.ts"
import { isAway } from "../../model/error.ts"
import type { Field, Row } from "../../model/field.ts"
import { narrows } from "../../model/query.ts"
import type { SortKey } from "../../model/query.ts"
import { textOf, wordsOf } from "../../model/search.ts"
import { isAbsent } from "../../model/field.ts"
import { paths } from "../../paths.ts"
import { ProviderMark } from "../../shell/ProviderMark.tsx"
import { TroubleNote } from "../../shell/TroubleNote.tsx"
import { ListView } from "../../table/ListView.tsx"
import type { DrawTools, RowTools } from "../../table/tools.ts"
import { useQueryState } from "../../table/useQueryState.ts"
import { Behind, comesBehind } from "../../ui/Behind.tsx"
import { lazily } from "../../ui/lazily.ts"
import { Spare, Unloaded } from "../../ui/Spare.tsx"
import { useTextMarks } from "../../ui/useTextMarks.ts"
import { useListCommands } from "../place/useListCommands.ts"
import { CopyLink } from "./CopyLink.tsx"
import { FoundElsewhere } from "./FoundElsewhere.tsx"
import { NoneSoFar } from "./NoneSoFar.tsx"
import { SimilarNote } from "./SimilarNote.tsx"
import { useLasting } from "./useLasting.ts"

const MeantNote = lazily(async () => (await import("../../table/MeantNote.tsx")).MeantNote)

const packageActions = comesBehind(
  async () => (await import("./PackageActions.tsx")).PackageActions,
)

const paging = { by: "none" } as const
/** Mixed providers have no order of their own; the newest are the likeliest to be looked for. */
const newestFirst = [{ field: "created", desc: true }] as const

const everywhere = ["all connections"]

const unsorted: readonly SortKey[] = []
const unsearched: readonly string[] = []

const fieldsWith = (connections: readonly Connection[]): readonly Field[] =>
  commonFields.map((field) =>
    field.id === "connection"
      ? { ...field, options: connections.map(({ name }) => name), closed: true }
      : field,
  )

const textAt = (row: Row, field: string): string => {
  const cell = row.cells[field]
  return isAbsent(cell) ? "" : textOf(cell)
}

/** A connection, and, before its name, what within it holds the package: names repeat from one to the next. */
const Where = ({ name, place }: { readonly name: string; readonly place: string }) => (
  <span className="truncate" title={place === "" ? name : `${place} in ${name}`}>
    {place}
    <span className={place === "" ? "" : "text-muted"}>
      {place !== "" && " in "}
      {name}
    </span>
  </span>
)

/** Which connection a row is of, with the provider's mark, and where else the same artifact is. */
const useConnectionCells = (
  connections: readonly Connection[],
  rows: readonly Row[],
): ((row: Row, field: Field) => ReactNode) => {
  const copies = useMemo(() => copiesIn(rows), [rows])
  return useMemo(() => {
    const providers = new Map(connections.map(({ id, provider }) => [id, provider]))
    return (row, field) => {
      if (field.id !== "connection") return undefined
      const provider = providers.get(originOf(row.id).connection)
      const digest = digestOf(row)
      const same = digest === undefined ? undefined : copies.get(digest)
      return (
        <span className="flex min-w-0 items-center gap-1.5">
          {provider && <ProviderMark provider={provider} size={16} />}
          <Where name={textAt(row, "connection")} place={textAt(row, "place")} />
          {digest !== undefined && same && (
            <CopyLink
              digest={digest}
              others={same
                .filter(({ id }) => id !== row.id)
                .map((one) => `${textAt(one, "name")} in ${textAt(one, "connection")}`)}
            />
          )}
        </span>
      )
    }
  }, [connections, copies])
}

/** The table of what is known of all connections. */
export const PackageTable = memo(function PackageTable({
  connections,
  everything,
}: {
  readonly connections: readonly Connection[]
  readonly everything: Everything
}) {
  const fields = useMemo(() => fieldsWith(connections), [connections])
  const state = useQueryState({
    tableId: "packages",
    fields,
    paging,
    title: "name",
    order: newestFirst,
  })
  const { query: asked } = state
  const words = wordsOf(asked.text)
  // Who searches wants the best first, unless they chose an order themselves.
  const ranked = words.length > 0 && asked.sort === newestFirst
  const query = useMemo(() => (ranked ? { ...asked, ranked } : asked), [asked, ranked])
  // No header may say that it decides the order while it does not.
  const shown = useMemo(
    () => (ranked ? { ...state, query: { ...asked, sort: unsorted } } : state),
    [ranked, state, asked],
  )
  const list = useEverythingList(everything, query)
  const cell = useConnectionCells(connections, everything.rows)
  const [draw, setDraw] = useState<DrawTools>()
  const [marked, setMarked] = useState<ReadonlySet<string>>()
  const tools = useMemo(
    (): RowTools => ({ selects: true, hasMenu: true, cell, ...(draw ? { draw } : {}) }),
    [cell, draw],
  )
  const concerned = partsFor(everything.parts, query)
  const lacking = concerned.filter((part) => !isWhole(part))
  const reading = lacking.some(({ state }) => state === "loading")
  // What comes in a moment is not worth a word that goes with it.
  const waits = useLasting(reading)
  useListCommands("packages", list.refresh)
  const root = useRef<HTMLDivElement>(null)
  useTextMarks(root, list.similar ?? words)
  return (
    <div ref={root} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <ListView
        tableId="packages"
        one="package"
        many="packages"
        title="name"
        from={everywhere}
        fields={fields}
        paging={paging}
        list={list}
        queryState={shown}
        tools={tools}
        {...(marked ? { marked } : {})}
        missing={
          lacking.length > 0 &&
          (waits || !reading) &&
          everything.rows.length > 0 &&
          narrows(asked) ? (
            <NoneSoFar
              among={concerned.reduce((sum, { read }) => sum + read, 0)}
              lacking={lacking}
            />
          ) : undefined
        }
        note={
          list.similar && (
            <SimilarNote list={list} text={asked.text}>
              <Spare fallback={null}>
                <MeantNote
                  fields={fields}
                  title="name"
                  rows={everything.rows}
                  query={asked}
                  onQuery={state.setQuery}
                />
              </Spare>
            </SimilarNote>
          )
        }
        hrefOf={(row) => {
          const { connection, place } = originOf(row.id)
          return paths.item(connection, place)
        }}
        renderProblem={(problem) =>
          // That our own server is away stands above every page (Root).
          isAway(problem) ? null : <TroubleNote error={problem} onRetry={list.refresh} />
        }
      />
      {/* Names that are only similar were found by what one sees of them. */}
      <FoundElsewhere
        root={root}
        rows={list.rows}
        fields={fields}
        columns={state.columns}
        sort={shown.query.sort}
        words={list.similar ? unsearched : words}
        tableId="packages"
      />
      <Behind of={packageActions} missed={<Unloaded />}>
        {(PackageActions) => (
          <PackageActions
            connections={connections}
            rows={list.rows}
            stale={list.stale}
            onDraw={setDraw}
            onMarked={setMarked}
          />
        )}
      </Behind>
    </div>
  )
})
