import { useMemo } from "react"
import { useConnections } from "../data/connections.ts"
import { useEverythingList } from "../data/everything.ts"
import { commonFields, originOf } from "../model/common.ts"
import type { Connection } from "../model/connection.ts"
import type { Field } from "../model/field.ts"
import { paths } from "../paths.ts"
import { PageHeader } from "../shell/PageHeader.tsx"
import { PageSkeleton } from "./PageSkeleton.tsx"
import { TroubleNote } from "../shell/TroubleNote.tsx"
import { ListView } from "../table/ListView.tsx"
import { OpeningView } from "../table/OpeningView.tsx"
import { useQueryState } from "../table/useQueryState.ts"
import { NoConnections } from "./overview/NoConnections.tsx"
import { Parts } from "./search/Parts.tsx"

const paging = { by: "none" } as const
/** Mixed providers have no order of their own; the newest are the likeliest to be looked for. */
const newestFirst = [{ field: "created", desc: true }] as const

const fieldsWith = (connections: readonly Connection[]): readonly Field[] =>
  commonFields.map((field) =>
    field.id === "connection" ? { ...field, options: connections.map(({ name }) => name) } : field,
  )

const AllPackages = ({ connections }: { readonly connections: readonly Connection[] }) => {
  const fields = useMemo(() => fieldsWith(connections), [connections])
  const queryState = useQueryState({
    tableId: "packages",
    fields,
    paging,
    title: "name",
    order: newestFirst,
  })
  const { list, parts } = useEverythingList(connections, queryState.query)
  return (
    <div data-fill="" className="contents">
      <Parts parts={parts} />
      <ListView
        tableId="packages"
        one="package"
        many="packages"
        title="name"
        fields={fields}
        paging={paging}
        list={list}
        queryState={queryState}
        hrefOf={(row) => {
          const { connection, place } = originOf(row.id)
          return paths.item(connection, place)
        }}
        renderProblem={(problem) => <TroubleNote error={problem} onRetry={list.refresh} />}
      />
    </div>
  )
}

/** Every package of every connection in one table. */
export const Component = () => {
  const connections = useConnections()
  return (
    <>
      <PageHeader title="All packages" />
      {connections.isPending ? (
        <PageSkeleton headless />
      ) : connections.isError ? (
        <TroubleNote error={connections.error} onRetry={() => void connections.refetch()} />
      ) : connections.data.length === 0 ? (
        <NoConnections />
      ) : (
        <OpeningView>
          <AllPackages connections={connections.data} />
        </OpeningView>
      )}
    </>
  )
}
