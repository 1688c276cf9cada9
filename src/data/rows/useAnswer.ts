import { useEffect, useMemo, useRef, useState } from "react"
import type { Field, Row } from "../../model/field.ts"
import type { Query } from "../../model/query.ts"
import { answer, asksNothing, mostHere } from "./answer.ts"
import type { Answer } from "./answer.ts"

/** Fewer rows are as quickly answered without an index. */
export const few = 500

/** Ms that an answer may take before what is still shown is marked as the one before. */
const patience = 100

/** Until the index is loaded, rows are gone through one by one. */
let answerNow = answer

/** Works while nothing else is to be done, until there is no more to do. @returns how to stop it */
const whenIdle = (work: () => Promise<boolean>): (() => void) => {
  let stop = (): void => undefined
  let stopped = false
  const next = (): void => {
    const go = async (): Promise<void> => {
      if ((await work()) && !stopped) next()
    }
    // Safari has no such callback.
    if ("requestIdleCallback" in globalThis) {
      const asked = requestIdleCallback(() => void go())
      stop = () => cancelIdleCallback(asked)
    } else {
      const timer = setTimeout(() => void go(), 200)
      stop = () => clearTimeout(timer)
    }
  }
  next()
  return () => {
    stopped = true
    stop()
  }
}

const prepare = async (fields: readonly Field[], rows: readonly Row[]): Promise<boolean> => {
  const { answerHere, warmHere } = await import("./rowAnswers.ts")
  answerNow = answerHere
  return warmHere(fields, rows)
}

type Shown = {
  readonly of: string
  readonly query: Query
  readonly answer: Answer
  /** How many rows it was found in. */
  readonly among: number
}

/**
 * The answer to a query over rows that are all here; undefined where there is none (yet). Of many rows
 * a worker answers, and until then the former answer stays, `stale` once that takes its time, and
 * `partial` where it was found in fewer rows than there are.
 */
export const useAnswer = ({
  of,
  fields,
  rows,
  query,
}: {
  /** Names the list: what was found in another is never shown for it. */
  readonly of: string
  readonly fields: readonly Field[]
  /** Undefined: no answer is needed. */
  readonly rows: readonly Row[] | undefined
  readonly query: Query
}): {
  readonly answer: Answer | undefined
  readonly stale: boolean
  /** It is that of the query before, however short the time since. */
  readonly former: boolean
  readonly partial: boolean
} => {
  const here = useMemo(() => {
    if (rows === undefined || query.ranked) return undefined
    if (asksNothing(query)) return answer(fields, rows, query)
    if (rows.length > mostHere) return undefined
    return (rows.length < few ? answer : answerNow)(fields, rows, query)
  }, [fields, rows, query])
  const [shown, setShown] = useState<Shown>()
  const among = rows?.length ?? 0
  if (here && here !== shown?.answer) setShown({ of, query, answer: here, among })
  const [late, setLate] = useState<Query>()

  const asked = useRef(query)
  useEffect(() => {
    asked.current = query
  }, [query])
  useEffect(() => {
    if (rows === undefined || (rows.length < few && !query.ranked)) return undefined
    if (rows.length <= mostHere && !query.ranked) return whenIdle(() => prepare(fields, rows))
    // An answer over rows that have grown meanwhile is still better than the one before.
    const find = async (): Promise<void> => {
      const { answerAside, answerRanked } = await import("./rowAnswers.ts")
      const found = await (query.ranked ? answerRanked : answerAside)(fields, rows, query, asked)
      if (found && asked.current === query)
        setShown({ of, query, answer: found, among: rows.length })
    }
    void find()
    const timer = setTimeout(() => setLate(query), patience)
    return () => clearTimeout(timer)
  }, [of, fields, rows, query])

  if (here || shown?.of !== of || rows === undefined)
    return { answer: here, stale: false, former: false, partial: false }
  return {
    answer: shown.answer,
    former: shown.query !== query,
    stale: shown.query !== query && late === query,
    partial: shown.among < among,
  }
}
