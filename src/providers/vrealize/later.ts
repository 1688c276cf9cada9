/**
 * Everything but the list of packages, in one file that is loaded with the first of it: what stands in
 * front of the first row is then one address and no list of files.
 */
export { create, remove } from "./change.ts"
export { definition, getContent, listContents, choices } from "./content.ts"
export { exportZip, preflight, send } from "./exchange.ts"
export { packed } from "./packed.ts"
