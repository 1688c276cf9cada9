/** What is behind the first list, in one file: see load.ts. */
export { download, send, uploadInputs, uploadWarnings } from "./bits.ts"
export { copy, copyInputs, create, createInputs } from "./create.ts"
export { edit, editInputs } from "./edit.ts"
export { getPackage } from "./get.ts"
export { namesOf } from "./names.ts"
export { remove } from "./remove.ts"
export { stage } from "./stage.ts"
export { staging } from "./staging.ts"
