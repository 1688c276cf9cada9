import { paths } from "../paths.ts"
import { PageHeader } from "../shell/PageHeader.tsx"
import { Missing } from "./place/Missing.tsx"

export const Component = () => (
  <>
    <PageHeader title="Not found" />
    <Missing what="There is no page at this address" to={paths.overview()} label="Overview" />
  </>
)
