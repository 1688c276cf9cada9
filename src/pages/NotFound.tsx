import { paths } from "../paths.ts"
import { PageHeader } from "../shell/PageHeader.tsx"
import { LeadsNowhere } from "./place/LeadsNowhere.tsx"

export const Component = () => (
  <>
    <PageHeader title="Not found" />
    <LeadsNowhere what="There is no page at this address" to={paths.overview()} label="Overview" />
  </>
)
