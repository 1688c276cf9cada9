/**
 * Everything but lists, in one file that is loaded with the first of it: what stands in front of the
 * first row is then one address and no list of files.
 */
export { deploy } from "./deploy.ts"
export { download } from "./elsewhere.ts"
export { getPackage } from "./get.ts"
export { uploaded, use } from "./parts.ts"
export { remove, removeExecution, toll } from "./remove.ts"
export { get as getExecution, list as listExecutions } from "./runs.ts"
export { preflight, send } from "./upload.ts"
