import { isAbsent } from "../../model/field.ts"
import type { Row } from "../../model/field.ts"
import { titleOf } from "../../model/title.ts"
import { PageHeader } from "../../shell/PageHeader.tsx"
import { ProviderMark } from "../../shell/ProviderMark.tsx"
import { CellValue } from "../../table/CellValue.tsx"
import { CopyButton } from "../../ui/CopyButton.tsx"
import { Skeleton } from "../../ui/Skeleton.tsx"
import type { Here } from "../place/here.ts"
import { itemActions, listActions, takenFiles } from "../place/offered.ts"
import { useTrail } from "../place/useTrail.ts"
import { Headline } from "./Headline.tsx"
import type { OldOf } from "./Headline.tsx"
import { OldMark } from "../place/OldMark.tsx"
import { lazily } from "../../ui/lazily.ts"
import { Spare } from "../../ui/Spare.tsx"

const HeaderActions = lazily(async () => (await import("../place/HeaderActions.tsx")).HeaderActions)
const DropTarget = lazily(async () => (await import("../place/DropTarget.tsx")).DropTarget)
const ItemNav = lazily(async () => (await import("./ItemNav.tsx")).ItemNav)

type Shown = { readonly here: Here; readonly row: Row }

/** As high as the buttons that come to stand there. */
const actionsToCome = <span aria-hidden className="h-8" />

/** The states of an item, and its id to copy. */
const States = ({
  here: { resource },
  row,
  waits,
  oldOf,
}: Shown & { readonly waits: boolean; readonly oldOf: OldOf }) => {
  const states = resource.fields
    .filter(
      ({ id, kind, headline, late }) =>
        kind === "status" && !headline && ((late && waits) || !isAbsent(row.cells[id])),
    )
    .slice(0, 3)
  const old = states.map(oldOf).find((why) => why !== undefined)
  return (
    <>
      {states.map((field) =>
        isAbsent(row.cells[field.id]) ? (
          <Skeleton key={field.id} className="h-5 w-16" />
        ) : (
          <CellValue key={field.id} field={field} cell={row.cells[field.id]} />
        ),
      )}
      <CopyButton value={row.id} label={`the id of this ${resource.one}`} />
      {/* Behind all of them: it comes and goes, and moves nothing. */}
      {old !== undefined && <OldMark why={old} />}
    </>
  )
}

const Actions = ({ here, row }: Shown) => {
  const { connection, resource, place } = here
  // What is listed on this page can be added to on this page.
  const below = resource.children.flatMap((id) => {
    const child = here.provider.resources[id]
    return child && listActions(child).length > 0 ? [child] : []
  })
  return (
    <Spare fallback={actionsToCome}>
      <HeaderActions here={here} actions={itemActions(resource)} target={{ place, row }} />
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
      {takenFiles(here.provider) && <DropTarget here={here} />}
    </Spare>
  )
}

/** The header of an item: its id before it is here, then what it is called and what can be done. */
export const ItemHeader = ({
  here,
  row,
  waits,
  oldOf,
  failed,
}: {
  readonly here: Here
  readonly row: Row | undefined
  /** What is asked for it alone is still to come. */
  readonly waits: boolean
  readonly oldOf: OldOf
  /** It could not be had, so that its id is all there is to call it by. */
  readonly failed: boolean
}) => {
  const { connection, provider, resource, place } = here
  const acts =
    itemActions(resource).length > 0 ||
    takenFiles(provider) !== undefined ||
    resource.children.some((id) => {
      const child = provider.resources[id]
      return child && listActions(child).length > 0
    })
  return (
    <PageHeader
      trail={useTrail(here)}
      mark={<ProviderMark provider={connection.provider} />}
      title={row ? titleOf(resource, row) : (place.at(-1)?.id ?? "")}
      provisional={!row && !failed}
      aside={
        // Its place is there before it is; where it may be a line of its own, it always is one: else all below would move.
        <div className="min-h-6 max-lg:basis-full">
          <Spare>
            <ItemNav here={here} />
          </Spare>
        </div>
      }
      status={row && <States here={here} row={row} waits={waits} oldOf={oldOf} />}
      description={
        (row || !failed) &&
        resource.fields.some(({ headline }) => headline) && (
          <Headline resource={resource} row={row} waits={waits} oldOf={oldOf} />
        )
      }
      actions={acts && (row ? <Actions here={here} row={row} /> : !failed && actionsToCome)}
    />
  )
}
