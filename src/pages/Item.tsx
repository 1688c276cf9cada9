import { useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import type { ReactNode } from "react"
import { useSearchParams } from "react-router"
import { askFailedAgain } from "../data/askAgain.ts"
import { digestOf } from "../data/copies.ts"
import { useItem } from "../data/item.ts"
import { lateFailed, useLate, withLate } from "../data/late.ts"
import { useFromList } from "../data/fromList.ts"
import { isAway, ProviderError } from "../model/error.ts"
import { isAbsent } from "../model/field.ts"
import type { Row } from "../model/field.ts"
import { reportWords } from "../model/reportWords.ts"
import { titleOf } from "../model/title.ts"
import { paths } from "../paths.ts"
import { PageSkeleton } from "./PageSkeleton.tsx"
import { toldAlike } from "../model/remedies.ts"
import { StaleNote, ToldTrouble } from "../shell/StaleNote.tsx"
import { TroubleNote } from "../shell/TroubleNote.tsx"
import { Card } from "../ui/Card.tsx"
import { markRoot } from "../ui/markRoot.ts"
import { TabPanel, Tabs } from "../ui/Tabs.tsx"
import { TimeAgo } from "../ui/TimeAgo.tsx"
import { Details } from "./item/Details.tsx"
import type { OldOf } from "./item/Headline.tsx"
import { ItemHeader } from "./item/ItemHeader.tsx"
import { RawJson } from "./item/RawJson.tsx"
import { ResourceList } from "./place/ResourceList.tsx"
import { capital } from "./place/here.ts"
import type { Here } from "./place/here.ts"
import { oldWords } from "./place/OldMark.tsx"
import { ReadOnly, useReadOnly } from "./place/readOnly.ts"
import { useTrail } from "./place/useTrail.ts"
import { lazily } from "../ui/lazily.ts"
import { Spare } from "../ui/Spare.tsx"

const PartPanel = lazily(async () => (await import("./item/PartPanel.tsx")).PartPanel)
const AlsoIn = lazily(async () => (await import("./item/AlsoIn.tsx")).AlsoIn)
const Reports = lazily(async () => (await import("./item/Reports.tsx")).Reports)

type Shown = { readonly here: Here; readonly row: Row; readonly oldOf: OldOf }

const Loaded = ({ here, row, oldOf }: Shown) => {
  const { connection, provider, resource, place } = here
  const [params, setParams] = useSearchParams()
  const children = resource.children.flatMap((id) => provider.resources[id] ?? [])
  const below = children.map((child) => ({ id: child.id, label: capital(child.many) }))
  const overview = { id: "overview", label: "Overview" }
  const tabs = [
    ...(resource.opensWithFields ? [overview, ...below] : [...below, overview]),
    ...(resource.parts ?? []).map(({ id, label }) => ({ id, label })),
    ...(resource.reports
      ? [{ id: "reports", label: capital(reportWords(resource.reports).many) }]
      : []),
    // A row of the table of all packages is not as its provider sent it.
    ...(row.raw === null ? [] : [{ id: "raw", label: "Raw" }]),
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
        <Details resource={resource} row={row} oldOf={oldOf} />
      </TabPanel>
      {resource.parts?.map((part) => (
        <TabPanel key={part.id} id={part.id}>
          {tab === part.id && (
            <Spare>
              <PartPanel connection={connection} resource={resource} place={place} part={part} />
            </Spare>
          )}
        </TabPanel>
      ))}
      {resource.reports && (
        <TabPanel id="reports">
          {tab === "reports" && (
            <Spare>
              <Reports connection={connection} resource={resource} place={place} row={row} />
            </Spare>
          )}
        </TabPanel>
      )}
      <TabPanel id="raw">
        {tab === "raw" && <RawJson value={row.raw} name={`${titleOf(resource, row)}.json`} />}
      </TabPanel>
    </Tabs>
  )
}

/** What stands below the header of an item that is here. */
const Present = ({
  here,
  row,
  late,
  oldOf,
}: Shown & { readonly late: ReturnType<typeof useLate> }) => {
  const { connection, resource, place } = here
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
  const digests = resource.fields.filter(({ kind }) => kind === "digest")
  const digest = digests.find(({ id }) => !isAbsent(row.cells[id]))
  return (
    <>
      {(digest ?? digests.some((field) => field.late)) && (
        // As high as what comes to stand there, on a small screen in two lines.
        <div className="mb-4 min-h-11 text-sm text-muted sm:min-h-5">
          {digest ? (
            <Spare>
              <AlsoIn here={here} digest={digestOf(row, digest.id)} />
            </Spare>
          ) : (
            !late.isLoading &&
            "Its checksum is not known, so the same artifact cannot be looked for elsewhere."
          )}
        </div>
      )}
      <Loaded here={here} row={row} oldOf={oldOf} />
    </>
  )
}

const noticed = markRoot("data-noticed")

/**
 * What could not be had, beside what was read before. It comes late: above, it would move all that is
 * being read, so it stands below, and in sight, unless the bar of what is selected has that place.
 */
const Notice = ({
  here: { connection },
  late,
  told,
  children,
}: {
  readonly here: Here
  readonly late: ReturnType<typeof useLate>
  /** The other notice says the same. */
  readonly told: boolean
  /** That the item itself could not be read anew. */
  readonly children: ReactNode
}) => {
  // That our own server is away stands above every page (Root): left to say is from when this is.
  const away = isAway(late.error)
  const lateFails = late.isError && !told && (!away || late.data !== undefined)
  if (!lateFails && !children) return null
  return (
    <div
      ref={noticed}
      data-notice=""
      className="sticky [&>p]:self-stretch bottom-[calc(1rem+var(--jobs-line,0px))] z-10 mt-5 [html[data-selects]_&]:static flex flex-col gap-2 rounded-lg shadow-overlay print:static"
    >
      {children}
      {lateFails && (
        <Card>
          {!away && (
            <TroubleNote
              error={late.error}
              onRetry={() => void late.refetch({ cancelRefetch: false })}
              retrying={late.isFetching}
              connection={connection}
            />
          )}
          {late.data && (
            <p className="mt-2 text-sm text-muted">
              What is shown of it is from <TimeAgo date={new Date(late.dataUpdatedAt)} />.
            </p>
          )}
        </Card>
      )}
    </div>
  )
}

/** Of what only its list is known: it may have changed since, and in more than its list says. */
const unreadReason = (one: string): string =>
  `This ${one} could not be read itself, so it cannot be changed until it can be.`

const isMissing = (error: unknown): boolean =>
  error instanceof ProviderError && error.trouble === "missing"

/**
 * One item of any resource of any provider: all its fields, what stands below it, and its raw JSON. The
 * header is one and the same before the item is here and after, since it has the focus. Where it was
 * never read and cannot be had, there is what its list says of it.
 */
export const Item = ({ here }: { readonly here: Here }) => {
  const { connection, resource, place } = here
  const client = useQueryClient()
  const item = useItem(connection, resource, place)
  const readOnly = useReadOnly()
  // What is not there any more is not shown as a list had it.
  const instead = useFromList(here, item.data || isMissing(item.error) ? null : item.error)
  const listed = item.data || isMissing(item.error) ? undefined : instead?.listed
  const late = useLate({ connection, resource }, place, item.data, true)
  const base = item.data ?? listed?.row
  const row =
    base &&
    withLate(base, late.data ?? (late.error ? lateFailed(resource, base, late.error) : undefined))
  // It stays told while it is asked for once more.
  const error = item.error ?? (listed && instead?.error)
  const looking = item.isError && !item.data && !isMissing(item.error) && !instead
  const alike = late.isError && item.isError && toldAlike(item.error, late.error)
  // One notice for all that fails alike: the age of the older of these two, and all are asked for again.
  const lateAt = alike && late.data ? late.dataUpdatedAt : Infinity
  const trouble = error !== undefined && error !== null && !looking && (
    <StaleNote
      error={error}
      onRetry={() => void askFailedAgain(client, connection, place)}
      retrying={item.isFetching || (alike && late.isFetching)}
      connection={connection}
      updatedAt={item.data ? Math.min(item.dataUpdatedAt, lateAt) : (listed?.updatedAt ?? 0)}
      listed={listed !== undefined}
    />
  )
  const lateOld = oldWords(late)
  // That asking for it failed is said above all of it.
  const itemOld = item.error === null ? oldWords(item) : undefined
  const oldOf: OldOf = (field) =>
    field.late ? lateOld : field.kind === "status" ? itemOld : undefined
  return (
    <ReadOnly value={readOnly ?? (listed && unreadReason(resource.one))}>
      <ItemHeader
        here={here}
        row={row}
        waits={late.isLoading}
        oldOf={oldOf}
        failed={item.isError && !looking}
      />
      {row ? (
        <>
          <ToldTrouble value={error}>
            <Present here={here} row={row} late={late} oldOf={oldOf} />
          </ToldTrouble>
          <Notice here={here} late={late} told={alike}>
            {trouble}
          </Notice>
        </>
      ) : (
        trouble || <PageSkeleton headless />
      )}
    </ReadOnly>
  )
}
