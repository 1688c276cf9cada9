import { PageHeader } from "../shell/PageHeader.tsx"
import { ProviderMark } from "../shell/ProviderMark.tsx"
import { ResourceList } from "./place/ResourceList.tsx"
import { capital, trailOf } from "./place/here.ts"
import type { Here } from "./place/here.ts"

/** A list of any resource of any provider. */
export const List = ({ here }: { readonly here: Here }) => (
  <div data-fill="" className="contents">
    <PageHeader
      trail={trailOf(here)}
      mark={<ProviderMark provider={here.connection.provider} />}
      title={capital(here.resource.many)}
    />
    <ResourceList here={here} />
  </div>
)
