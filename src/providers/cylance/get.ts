import type { Call } from "../../model/call.ts"
import type { Row } from "../../model/field.ts"
import { ask, path } from "../http.ts"
import { CylancePackage, rowOf, withScope } from "./list.ts"

/** GET /packages/v2/{packageId} */
export const getPackage = async (call: Call, id: string): Promise<Row> => {
  const { body, raw } = await ask(call, {
    path: path`/packages/v2/${id}`,
    schema: CylancePackage,
    problem: withScope("opticspkgconfig:read", "read a package"),
  })
  return rowOf(body, raw)
}
