import { useSearchParams } from "react-router"
import { useItem } from "../data/item.ts"
import { isAbsent } from "../model/field.ts"
import type { Row } from "../model/field.ts"
import { PageHeader } from "../shell/PageHeader.tsx"
import { ProviderMark } from "../shell/ProviderMark.tsx"
import { PageSkeleton } from "./PageSkeleton.tsx"
import { TroubleNote } from "../shell/TroubleNote.tsx"
import { CellValue } from "../table/CellValue.tsx"
import { Card } from "../ui/Card.tsx"
import { CopyButton } from "../ui/CopyButton.tsx"
import { TabPanel, Tabs } from "../ui/Tabs.tsx"
import { Details } from "./item/Details.tsx"
import { RawJson } from "./item/RawJson.tsx"
import { ResourceList } from "./place/ResourceList.tsx"
import { capital, trailOf, titleOf } from "./place/here.ts"
import type { Here } from "./place/here.ts"

const Loaded = ({ here, row }: { readonly here: Here; readonly row: Row }) => {
  const { connection, provider, resource, place } = here
  const [params, setParams] = useSearchParams()
  const children = resource.children.flatMap((id) => provider.resources[id] ?? [])
  const tabs = [
    ...children.map((child) => ({ id: child.id, label: capital(child.many) })),
    { id: "overview", label: "Overview" },
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
      <TabPanel id="raw">
        {tab === "raw" && <RawJson value={row.raw} name={`${titleOf(resource, row)}.json`} />}
      </TabPanel>
    </Tabs>
  )
}

/** One item of any resource of any provider: all its fields, what stands below it, and its raw JSON. */
export const Item = ({ here }: { readonly here: Here }) => {
  const { connection, resource, place } = here
  const item = useItem(connection, resource, place)
  if (!item.data) {
    const id = place.at(-1)?.id ?? ""
    return (
      <>
        <PageHeader trail={trailOf(here)} title={id} />
        {item.isError ? (
          <TroubleNote
            error={item.error}
            onRetry={() => void item.refetch()}
            connection={connection}
          />
        ) : (
          <PageSkeleton headless />
        )}
      </>
    )
  }
  const row = item.data
  const title = titleOf(resource, row)
  const state = resource.fields.find(
    (field) => field.kind === "status" && !isAbsent(row.cells[field.id]),
  )
  return (
    <>
      <PageHeader
        trail={trailOf(here)}
        mark={<ProviderMark provider={connection.provider} />}
        title={title}
        status={
          <>
            {state && <CellValue field={state} cell={row.cells[state.id]} />}
            <CopyButton value={row.id} label={`Copy the id of this ${resource.one}`} />
          </>
        }
      />
      {item.isError && (
        <Card className="mb-4">
          <TroubleNote
            error={item.error}
            onRetry={() => void item.refetch()}
            connection={connection}
          />
        </Card>
      )}
      <Loaded here={here} row={row} />
    </>
  )
}
