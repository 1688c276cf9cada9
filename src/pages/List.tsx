import { NavLink } from "react-router"
import { paths } from "../paths.ts"
import { PageHeader } from "../shell/PageHeader.tsx"
import { ProviderMark } from "../shell/ProviderMark.tsx"
import { listActions, takenFiles } from "./place/offered.ts"
import { ResourceList } from "./place/ResourceList.tsx"
import { capital } from "./place/here.ts"
import type { Here } from "./place/here.ts"
import { useTrail } from "./place/useTrail.ts"
import { Behind, comesBehind } from "../ui/Behind.tsx"
import { buttonStyle } from "../ui/buttonStyle.ts"
import { cx } from "../ui/cx.ts"
import { Unloaded } from "../ui/Spare.tsx"

const headerActions = comesBehind(
  async () => (await import("./place/HeaderActions.tsx")).HeaderActions,
)

const dropTarget = comesBehind(async () => (await import("./place/DropTarget.tsx")).DropTarget)

/** The lists at the connection itself, where there are several. */
const Beside = ({ here: { connection, provider, place } }: { readonly here: Here }) =>
  provider.beside === undefined || place.length > 0 ? null : (
    <nav aria-label="Lists" className="-mt-2 mb-4 flex gap-5 border-b border-line">
      {[provider.root, ...provider.beside].map((id) => (
        <NavLink
          key={id}
          to={paths.list(connection.id, [], id)}
          className="touch-target -mb-px flex h-9 items-center border-b-2 border-transparent text-sm font-medium text-muted transition-colors hover:text-strong focus-visible:-outline-offset-2 aria-[current=page]:border-accent aria-[current=page]:text-strong"
        >
          {capital(provider.resources[id]?.many ?? id)}
        </NavLink>
      ))}
    </nav>
  )

/** The room of buttons that are still to come, by which the header may need another line. */
const room = (labels: readonly string[], more?: string) =>
  labels.map((label) => (
    <span key={label} aria-hidden className={buttonStyle("secondary", "md", cx("invisible", more))}>
      {label}
    </span>
  ))

/** A list of any resource of any provider. */
export const List = ({ here }: { readonly here: Here }) => {
  const actions = listActions(here.resource)
  const files = takenFiles(here.provider)
  return (
    <div data-fill="" className="contents">
      <PageHeader
        trail={useTrail(here)}
        mark={<ProviderMark provider={here.connection.provider} />}
        title={capital(here.resource.many)}
        actions={
          (actions.length > 0 || files) && (
            <>
              <Behind
                of={headerActions}
                instead={room(actions.map(({ label }) => label))}
                missed={<Unloaded />}
              >
                {(HeaderActions) => (
                  <HeaderActions here={here} actions={actions} target={{ place: here.place }} />
                )}
              </Behind>
              {files && (
                // With its icon.
                <Behind of={dropTarget} instead={room([files.label], "pl-8.5")}>
                  {(DropTarget) => <DropTarget here={here} />}
                </Behind>
              )}
            </>
          )
        }
      />
      <Beside here={here} />
      <ResourceList here={here} />
    </div>
  )
}
