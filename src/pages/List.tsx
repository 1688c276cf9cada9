import { NavLink } from "react-router"
import { paths } from "../paths.ts"
import { PageHeader } from "../shell/PageHeader.tsx"
import { ProviderMark } from "../shell/ProviderMark.tsx"
import { listActions, takesFiles } from "./place/offered.ts"
import { ResourceList } from "./place/ResourceList.tsx"
import { capital } from "./place/here.ts"
import type { Here } from "./place/here.ts"
import { useTrail } from "./place/useTrail.ts"
import { Behind, comesBehind } from "../ui/Behind.tsx"
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

/** A list of any resource of any provider. */
export const List = ({ here }: { readonly here: Here }) => (
  <div data-fill="" className="contents">
    <PageHeader
      trail={useTrail(here)}
      mark={<ProviderMark provider={here.connection.provider} />}
      title={capital(here.resource.many)}
      actions={
        (listActions(here.resource).length > 0 || takesFiles(here.provider)) && (
          <>
            <Behind of={headerActions} missed={<Unloaded />}>
              {(HeaderActions) => (
                <HeaderActions
                  here={here}
                  actions={listActions(here.resource)}
                  target={{ place: here.place }}
                />
              )}
            </Behind>
            {takesFiles(here.provider) && (
              <Behind of={dropTarget}>{(DropTarget) => <DropTarget here={here} />}</Behind>
            )}
          </>
        )
      }
    />
    <Beside here={here} />
    <ResourceList here={here} />
  </div>
)
