import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react"
import type { Field, Row } from "../../model/field.ts"
import type { Query } from "../../model/query.ts"
import { mostHere } from "./answer.ts"
import { count } from "./countRows.ts"
import type { Counts, Tally } from "./countRows.ts"
import { few } from "./useAnswer.ts"

/** Ms that counting waits for rows and questions to settle: nobody is to wait for it while typing. */
const pause = 200

/** An order or a page is no other question, nor is the same one in another object. */
const sameQuestion = (one: Query, other: Query): boolean =>
  one === other ||
  JSON.stringify([one.text, one.filters, one.where]) ===
    JSON.stringify([other.text, other.filters, other.where])

const countIn = async (
  fields: readonly Field[],
  rows: readonly Row[],
  query: Query,
  wanted: readonly string[],
  who: unknown,
): Promise<Counts | undefined> => {
  if (rows.length < few) return count(fields, rows, query, wanted)
  const { countAside, countHere } = await import("./rowAnswers.ts")
  return rows.length <= mostHere
    ? countHere(fields, rows, query, wanted)
    : countAside(fields, rows, query, wanted, who)
}

/**
 * How many of the rows that answer a query have each value of a field, as if the field itself were not
 * filtered by. Undefined until they are counted; while they change, those of before: `whole` only if as
 * many rows were gone through as there are, else what was not found may be there nevertheless, and
 * `former` where they answer another question.
 */
export const useCounts = (
  fields: readonly Field[],
  rows: readonly Row[] | undefined,
  query: Query,
  field: string,
): {
  readonly counts: Tally | undefined
  readonly whole: boolean
  readonly former: boolean
} => {
  const [counted, setCounted] = useState<{
    readonly counts: Tally | undefined
    readonly of: string
    readonly query: Query
    /** How many rows were gone through. */
    readonly rows: number
  }>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const asked = useRef(0)
  const work = useEffectEvent(async (): Promise<void> => {
    timer.current = undefined
    const turn = (asked.current += 1)
    const counts = rows && (await countIn(fields, rows, query, [field], asked))
    // What was not counted leaves the counts of before.
    if (turn === asked.current && rows && counts)
      setCounted({ counts: counts.get(field), of: field, query, rows: rows.length })
  })
  const wait = counted === undefined ? 0 : pause
  const wanted = useMemo(() => ({ fields, rows, query, field }), [fields, rows, query, field])
  useEffect(() => {
    // Rows that stream in change all the time: the clock runs on, and counts what is there then.
    if (wanted.rows) timer.current ??= setTimeout(() => void work(), wait)
  }, [wanted, wait])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
      asked.current += 1
    },
    [],
  )
  if (!rows || counted?.of !== field) return { counts: undefined, whole: false, former: false }
  return {
    counts: counted.counts,
    whole: counted.rows === rows.length,
    former: !sameQuestion(counted.query, query),
  }
}
