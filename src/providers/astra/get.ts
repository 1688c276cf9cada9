import type { Call } from "../../model/call.ts"
import type { Row } from "../../model/field.ts"
import { ask, path } from "../http.ts"
import { accountOf } from "./account.ts"
import { AstraPackage, contentsOf } from "./contents.ts"
import type { WholeItem } from "./contents.ts"
import { rowOf } from "./fields.ts"
import { problem } from "./problem.ts"

/** A package whole, files included. @throws ProviderError */
export const readPackage = async (
  call: Call,
  id: string,
): Promise<{ readonly item: WholeItem; readonly raw: unknown }> => {
  const { body, raw } = await ask(call, {
    path: path`/accounts/${accountOf(call)}/core/v1/packages/${id}`,
    schema: AstraPackage,
    problem,
  })
  return { item: body, raw }
}

/** GET packages/{id} */
export const getPackage = async (call: Call, id: string): Promise<Row> => {
  const { item, raw } = await readPackage(call, id)
  return rowOf(item, undefined, raw, contentsOf(item))
}
