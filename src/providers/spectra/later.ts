import type { preflight as Preflight } from "./preflight.ts"
import type { send as Send } from "./send.ts"

/**
 * Everything but lists, in one file that is loaded with the first of it: what stands in front of the
 * first row is then one address and no list of files.
 */
export { assessment } from "./assessment.ts"
export {
  bring,
  create,
  decide,
  editNamed,
  editVersion,
  release,
  rescan,
  unrelease,
} from "./change.ts"
export { checks } from "./checks.ts"
export { files } from "./files.ts"
export { fetchReport, link, safeArchive, tollOfLink } from "./links.ts"
export { listGroups } from "./organization.ts"
export { remove, removeRepro, tollBelow, tollOfRepro } from "./remove.ts"
export { fill } from "./status.ts"

// What knows all licences is large, and only forms need it.
const sending = () => import("./sending.ts")

export const preflight = async (...asked: Parameters<typeof Preflight>) =>
  (await sending()).preflight(...asked)
export const send = async (...asked: Parameters<typeof Send>) => (await sending()).send(...asked)
export const softwareOffers = async () => (await sending()).softwareOffers()
