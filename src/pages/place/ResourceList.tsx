import { useQueryClient } from "@tanstack/react-query"
import { useCallback } from "react"
import { itemQuery } from "../../data/item.ts"
import { useList } from "../../data/list.ts"
import type { Row } from "../../model/field.ts"
import type { Place } from "../../model/place.ts"
import { paths } from "../../paths.ts"
import { StaleNote } from "../../shell/StaleNote.tsx"
import { ListView } from "../../table/ListView.tsx"
import { OpeningView } from "../../table/OpeningView.tsx"
import { useQueryState } from "../../table/useQueryState.ts"
import type { Here } from "./here.ts"
import { useListCommands } from "./useListCommands.ts"
import { useRowTools } from "./useRowTools.ts"
import { Behind, comesBehind } from "../../ui/Behind.tsx"
import { Unloaded } from "../../ui/Spare.tsx"

const meter = comesBehind(async () => (await import("../../shell/BudgetMeter.tsx")).BudgetMeter)
const rowActions = comesBehind(async () => (await import("./RowActions.tsx")).RowActions)

const Listed = ({
  here,
}: {
  readonly here: Pick<Here, "connection" | "provider" | "resource" | "place">
}) => {
  const { connection, provider, resource, place } = here
  const client = useQueryClient()
  const tableId = `${provider.id}.${resource.id}`
  const queryState = useQueryState({
    tableId,
    fields: resource.fields,
    paging: resource.paging,
    title: resource.title,
    ...(resource.order ? { order: resource.order } : {}),
  })
  const list = useList({ connection, resource, place }, queryState.query)
  const { tools, marked, wanted, onDraw, onMarked } = useRowTools(resource)
  useListCommands(resource.many, list.refresh)
  const placeOf = useCallback(
    (row: Row): Place => [...place, { in: resource.id, id: row.id }],
    [place, resource],
  )
  // The same one each time, or every row would be drawn anew with the list.
  const prefetch = useCallback(
    (row: Row): void => {
      if (resource.get) void client.prefetchQuery(itemQuery(connection, resource, placeOf(row)))
    },
    [client, connection, resource, placeOf],
  )

  const hrefOf = resource.get && ((row: Row) => paths.item(connection.id, placeOf(row)))

  return (
    <>
      <ListView
        tableId={tableId}
        one={resource.one}
        many={resource.many}
        title={resource.title}
        from={[connection.name, ...place.map(({ id }) => id)]}
        fields={resource.fields}
        paging={resource.paging}
        list={list}
        queryState={queryState}
        {...(hrefOf ? { hrefOf } : {})}
        onPrefetch={prefetch}
        renderProblem={(problem) => (
          <StaleNote
            error={problem}
            onRetry={list.refresh}
            retrying={list.refreshing}
            connection={connection}
            updatedAt={list.status === "ready" ? list.updatedAt : 0}
            list={{ resource, place, tableId, queryState, hrefOf }}
          />
        )}
        tools={tools}
        {...(marked ? { marked } : {})}
        aside={
          <Behind of={meter}>{(BudgetMeter) => <BudgetMeter connection={connection.id} />}</Behind>
        }
      />
      {wanted && (
        <Behind of={rowActions} missed={<Unloaded />}>
          {(RowActions) => (
            <RowActions
              connection={connection}
              resource={resource}
              place={place}
              rows={list.rows}
              stale={list.stale}
              onDraw={onDraw}
              onMarked={onMarked}
            />
          )}
        </Behind>
      )}
    </>
  )
}

/** The table of one resource at one place, its state in the URL of the page it stands on. */
export const ResourceList = (props: Parameters<typeof Listed>[0]) => (
  <OpeningView>
    <Listed {...props} />
  </OpeningView>
)
