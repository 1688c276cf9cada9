import { lazy, Suspense } from "react"
import { PageHeader } from "../shell/PageHeader.tsx"
import { ProviderMark } from "../shell/ProviderMark.tsx"
import { listActions, takesFiles } from "./place/offered.ts"
import { ResourceList } from "./place/ResourceList.tsx"
import { capital, trailOf } from "./place/here.ts"
import type { Here } from "./place/here.ts"

const HeaderActions = lazy(async () => ({
  default: (await import("./place/HeaderActions.tsx")).HeaderActions,
}))

const DropTarget = lazy(async () => ({
  default: (await import("./place/DropTarget.tsx")).DropTarget,
}))

/** A list of any resource of any provider. */
export const List = ({ here }: { readonly here: Here }) => (
  <div data-fill="" className="contents">
    <PageHeader
      trail={trailOf(here)}
      mark={<ProviderMark provider={here.connection.provider} />}
      title={capital(here.resource.many)}
      actions={
        (listActions(here.resource).length > 0 || takesFiles(here.provider)) && (
          <Suspense>
            <HeaderActions
              here={here}
              actions={listActions(here.resource)}
              target={{ place: here.place }}
            />
            {takesFiles(here.provider) && <DropTarget here={here} />}
          </Suspense>
        )
      }
    />
    <ResourceList here={here} />
  </div>
)
