import { lazy, Suspense, useEffect } from "react"
import { useSearchParams } from "react-router"
import { digestOf } from "../data/copies.ts"
import { useItem } from "../data/item.ts"
import { lateFailed, useLate, withLate } from "../data/late.ts"
import { isAbsent } from "../model/field.ts"
import type { Row } from "../model/field.ts"
import { titleOf } from "../model/title.ts"
import { paths } from "../paths.ts"
import { PageHeader } from "../shell/PageHeader.tsx"
import { ProviderMark } from "../shell/ProviderMark.tsx"
import { PageSkeleton } from "./PageSkeleton.tsx"
import { StaleNote } from "../shell/StaleNote.tsx"
import { TroubleNote } from "../shell/TroubleNote.tsx"
import { CellValue } from "../table/CellValue.tsx"
import { Card } from "../ui/Card.tsx"
import { CopyButton } from "../ui/CopyButton.tsx"
import { TabPanel, Tabs } from "../ui/Tabs.tsx"
import { TimeAgo } from "../ui/TimeAgo.tsx"
import { Details } from "./item/Details.tsx"
import { Headline } from "./item/Headline.tsx"
import { RawJson } from "./item/RawJson.tsx"
import { ResourceList } from "./place/ResourceList.tsx"
import { capital } from "./place/here.ts"
import { itemActions, listActions, takesFiles } from "./place/offered.ts"
import type { Here } from "./place/here.ts"
import { useTrail } from "./place/useTrail.ts"

const HeaderActions = lazy(async () => ({
  default: (await import("./place/HeaderActions.tsx")).HeaderActions,
}))
const DropTarget = lazy(async () => ({
  default: (await import("./place/DropTarget.tsx")).DropTarget,
}))
const PartPanel = lazy(async () => ({ default: (await import("./item/PartPanel.tsx")).PartPanel }))
const ItemNav = lazy(async () => ({ default: (await import("./item/ItemNav.tsx")).ItemNav }))
const AlsoIn = lazy(async () => ({ default: (await import("./item/AlsoIn.tsx")).AlsoIn }))
const Reports = lazy(async () => ({ default: (await import("./item/Reports.tsx")).Reports }))

const Loaded = ({ here, row }: { readonly here: Here; readonly row: Row }) => {
  const { connection, provider, resource, place } = here
  const [params, setParams] = useSearchParams()
  const children = resource.children.flatMap((id) => provider.resources[id] ?? [])
  const below = children.map((child) => ({ id: child.id, label: capital(child.many) }))
  const overview = { id: "overview", label: "Overview" }
  const tabs = [
    ...(resource.opensWithFields ? [overview, ...below] : [...below, overview]),
    ...(resource.parts ?? []).map(({ id, label }) => ({ id, label })),
    ...(resource.reports
      ? [{ id: "reports", label: capital(resource.reportsAre ?? "downloads") }]
      : []),
    { id: "raw", label: "Raw" },
  ]
  const first = tabs[0]?.id ?? "overview"
  const asked = params.get("tab") ?? first
  const tab = tabs.some(({ id }) => id === asked) ? asked : first
  return (
    <Tabs
      label={`Parts of this ${resource.one}`}
      tabs={tabs}
      value={tab}
      onChange={(next) => setParams(next === first ? {} : { tab: next }, { replace: true })}
    >
      {children.map((child) => (
        <TabPanel key={child.id} id={child.id}>
          {tab === child.id && (
            <ResourceList here={{ connection, provider, resource: child, place }} />
          )}
        </TabPanel>
      ))}
      <TabPanel id="overview">
        <Details resource={resource} row={row} />
      </TabPanel>
      {resource.parts?.map((part) => (
        <TabPanel key={part.id} id={part.id}>
          {tab === part.id && (
            <Suspense>
              <PartPanel connection={connection} resource={resource} place={place} part={part} />
            </Suspense>
          )}
        </TabPanel>
      ))}
      {resource.reports && (
        <TabPanel id="reports">
          {tab === "reports" && (
            <Suspense>
              <Reports
                connection={connection}
                reports={resource.reports}
                place={place}
                row={row}
                title={titleOf(resource, row)}
              />
            </Suspense>
          )}
        </TabPanel>
      )}
      <TabPanel id="raw">
        {tab === "raw" && <RawJson value={row.raw} name={`${titleOf(resource, row)}.json`} />}
      </TabPanel>
    </Tabs>
  )
}

/** An item that is here: its header with what can be done, and its parts. */
const Present = ({ here, row: own }: { readonly here: Here; readonly row: Row }) => {
  const { connection, resource, place } = here
  const late = useLate({ connection, resource }, place, own, true)
  const row = withLate(
    own,
    late.data ?? (late.error ? lateFailed(resource, own, late.error) : undefined),
  )
  const actions = itemActions(resource)
  // What is listed on this page can be added to on this page.
  const below = resource.children.flatMap((id) => {
    const child = here.provider.resources[id]
    return child && listActions(child).length > 0 ? [child] : []
  })
  const files = takesFiles(here.provider)
  const states = resource.fields.filter(
    (field) => field.kind === "status" && !field.headline && !isAbsent(row.cells[field.id]),
  )
  const title = titleOf(resource, row)
  const trail = useTrail(here)
  const where = trail.map(({ label }) => label).join(" › ")
  useEffect(() => {
    const remember = async (): Promise<void> => {
      const { rememberRecent } = await import("../data/recents.ts")
      rememberRecent({
        path: paths.item(connection.id, place),
        title,
        where,
        provider: connection.provider,
      })
    }
    void remember()
  }, [where, connection, place, title])
  const digest = resource.fields.find(
    ({ id, kind }) => kind === "digest" && !isAbsent(row.cells[id]),
  )
  return (
    <>
      <PageHeader
        trail={trail}
        mark={<ProviderMark provider={connection.provider} />}
        title={title}
        aside={
          <Suspense>
            <ItemNav here={here} />
          </Suspense>
        }
        status={
          <>
            {states.slice(0, 3).map((field) => (
              <CellValue key={field.id} field={field} cell={row.cells[field.id]} />
            ))}
            <CopyButton value={row.id} label={`the id of this ${resource.one}`} />
          </>
        }
        description={
          resource.fields.some(({ headline }) => headline) && (
            <Headline resource={resource} row={row} />
          )
        }
        actions={
          (actions.length > 0 || below.length > 0 || files) && (
            <Suspense>
              <HeaderActions here={here} actions={actions} target={{ place, row }} />
              {below.map((child) => (
                <HeaderActions
                  key={child.id}
                  here={{ connection, resource: child, kind: "list" }}
                  actions={listActions(child)}
                  target={{ place }}
                  label={`Add ${child.many}`}
                  folded
                />
              ))}
              {files && <DropTarget here={here} />}
            </Suspense>
          )
        }
      />
      {late.isError && (
        <Card className="mb-4">
          <TroubleNote
            error={late.error}
            onRetry={() => void late.refetch()}
            connection={connection}
          />
          {late.data && (
            <p className="mt-2 text-sm text-muted">
              What is shown of it is from <TimeAgo date={new Date(late.dataUpdatedAt)} />.
            </p>
          )}
        </Card>
      )}
      {digest && (
        <Suspense>
          <AlsoIn here={here} digest={digestOf(row, digest.id)} />
        </Suspense>
      )}
      <Loaded here={here} row={row} />
    </>
  )
}

/** One item of any resource of any provider: all its fields, what stands below it, and its raw JSON. */
export const Item = ({ here }: { readonly here: Here }) => {
  const { connection, resource, place } = here
  const item = useItem(connection, resource, place)
  const trail = useTrail(here)
  const trouble = item.isError && (
    <StaleNote
      error={item.error}
      onRetry={() => void item.refetch()}
      retrying={item.isFetching}
      connection={connection}
      updatedAt={item.data ? item.dataUpdatedAt : 0}
    />
  )
  if (!item.data)
    return (
      <>
        <PageHeader trail={trail} title={place.at(-1)?.id ?? ""} />
        {trouble || <PageSkeleton headless />}
      </>
    )
  return (
    <>
      {trouble && <div className="mb-4">{trouble}</div>}
      <Present here={here} row={item.data} />
    </>
  )
}
