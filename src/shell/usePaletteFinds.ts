import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useMemo, useState } from "react"
import { useKnown } from "../data/everything.ts"
import { listedRows } from "../data/listedRows.ts"
import { restoreKnown } from "../data/restoreKnown.ts"
import { answerRanked } from "../data/rows/rowAnswers.ts"
import { commonFields, originOf } from "../model/common.ts"
import type { Connection } from "../model/connection.ts"
import { isAbsent } from "../model/field.ts"
import type { Row } from "../model/field.ts"
import { emptyQuery } from "../model/query.ts"
import { textOf, wordsOf } from "../model/search.ts"
import { paths } from "../paths.ts"
import { partsFor } from "./everywhere.ts"
import type { Item } from "./paletteItems.ts"

const most = 8

const wordIn = (row: Row, field: string): string | undefined => {
  const cell = row.cells[field]
  return isAbsent(cell) ? undefined : textOf(cell)
}

const itemOf = (row: Row, connections: readonly Connection[]): Item => {
  const { connection: id, place } = originOf(row.id)
  const connection = connections.find((one) => one.id === id)
  const parts = [
    wordIn(row, "place"),
    connection?.name,
    wordIn(row, "version"),
    wordIn(row, "said"),
  ]
  return {
    id: `package ${row.id}`,
    label: wordIn(row, "name") ?? row.id,
    hint: parts.filter((part) => part !== undefined).join(" · "),
    provider: connection?.provider,
    to: paths.item(id, place),
  }
}

export type Finds = {
  readonly packages: readonly Item[]
  /** None has the text; these have names like it. */
  readonly similar: boolean
  /** How many there are, of which the best are here; undefined: not known yet. */
  readonly matching: number | undefined
  /** Packages that were looked through. */
  readonly known: number
  /** Connections of which not everything was read yet. */
  readonly unread: readonly Connection[]
}

/** Packages that match a text, of what was read so far of every connection. */
export const usePaletteFinds = (connections: readonly Connection[], text: string): Finds => {
  const client = useQueryClient()
  const whole = useKnown(connections)
  const [listed] = useState(() => connections.flatMap((one) => listedRows(client, one)))
  const { known, unread } = useMemo(() => {
    const read = new Set(whole.map((row) => originOf(row.id).connection))
    const more = listed.filter((row) => !read.has(originOf(row.id).connection))
    return {
      known: more.length === 0 ? whole : [...whole, ...more],
      unread: connections.filter(({ id }) => !read.has(id)),
    }
  }, [connections, whole, listed])
  useEffect(() => {
    for (const { id } of connections) void restoreKnown(client, id)
  }, [client, connections])
  const [finds, setFinds] = useState<Pick<Finds, "packages" | "similar" | "matching">>()
  useEffect(() => {
    let left = false
    const find = async (): Promise<void> => {
      const query = { ...emptyQuery, ...partsFor(text), ranked: true, size: most } as const
      const answer = await answerRanked(commonFields, known, query, "palette")
      if (!answer || left) return
      setFinds({
        packages: answer.rows.map((row) => itemOf(row, connections)),
        similar: answer.similar !== undefined,
        matching: answer.matching,
      })
    }
    if (wordsOf(text).length > 0) void find()
    return () => {
      left = true
    }
  }, [connections, known, text])
  return {
    packages: finds?.packages ?? [],
    similar: finds?.similar ?? false,
    matching: finds?.matching,
    known: known.length,
    unread,
  }
}
