import { paths } from "../paths.ts"
import { LeadsNowhere } from "./place/LeadsNowhere.tsx"

export const Component = () => (
  <LeadsNowhere what="There is no page at this address" to={paths.overview()} label="Overview" />
)
