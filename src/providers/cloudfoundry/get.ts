import type { Call } from "../../model/call.ts"
import type { Row } from "../../model/field.ts"
import { ask, path } from "../http.ts"
import { rowOf } from "./list.ts"
import { problem } from "./problem.ts"
import { CfPackage } from "./wire.ts"

/** GET /v3/packages/:guid */
export const getPackage = async (call: Call, guid: string): Promise<Row> => {
  const { body, raw } = await ask(call, {
    path: path`/v3/packages/${guid}`,
    schema: CfPackage,
    problem,
  })
  return rowOf(body, raw)
}
