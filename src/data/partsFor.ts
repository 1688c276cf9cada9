import { commonFields } from "../model/common.ts"
import type { Connection } from "../model/connection.ts"
import type { Query } from "../model/query.ts"
import { rowFilter } from "../model/search.ts"
import { emptyQuery } from "../model/query.ts"

type Of = { readonly connection: Pick<Connection, "name"> }

/**
 * The parts of the table of all packages that can have an answer. What a filter leaves out by its
 * connection alone need not be read for the answer to be whole.
 */
export const partsFor = <Some extends Of>(
  parts: readonly Some[],
  { filters }: Pick<Query, "filters">,
): readonly Some[] => {
  const wanted = filters["connection"]
  if (!wanted || wanted.length === 0) return parts
  // By the test that rows are put to: every row of a part has its connection's name.
  const holds = rowFilter(commonFields, { ...emptyQuery, filters: { connection: wanted } })
  const some = parts.filter(({ connection }) =>
    holds({ id: "", cells: { connection: connection.name }, raw: null }),
  )
  // A name that nobody has may be one from before, which rows on their way still have.
  return some.length === 0 ? parts : some
}
