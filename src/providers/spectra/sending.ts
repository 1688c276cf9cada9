export { softwareOffers } from "./licences.ts"
export { preflight } from "./preflight.ts"
export { send } from "./send.ts"
