import { useEffect, useEffectEvent, useState } from "react"
import { useLocation } from "react-router"
import { useKeepUnsent, useUnsent } from "../data/useUnsent.ts"
import type { Field } from "../model/field.ts"
import type { Query } from "../model/query.ts"
import { readTyped } from "../model/readTyped.ts"
import { toParts } from "../model/where.ts"

/** What somebody typed, over which text of the address, and whether the address has come to say it. */
export type Typed = { readonly text: string; readonly over: string; readonly arrived: boolean }

/** Whether only the words to search for differ, which nobody but the page itself need be asked. */
export const differsInText = (fields: readonly Field[], next: string, query: Query): boolean => {
  const read = readTyped(fields, next)
  if ("problem" in read) return false
  const { filters, where } = toParts(read.where)
  return JSON.stringify([filters, where]) === JSON.stringify([query.filters, query.where])
}

/**
 * What is typed in a box and is not all that the address says.
 * @param value what is asked for now
 * @returns also what was typed when the session ended, which nobody has been asked for since
 */
export const useTyped = (label: string, value: string) => {
  const { pathname, search } = useLocation()
  // At another address it was not typed.
  const name = `search ${label} ${pathname}${search}`
  const before = useUnsent(name)?.values["text"]
  const [{ typed, at }, set] = useState<{ readonly typed: Typed | undefined; readonly at: string }>(
    {
      typed: before === undefined ? undefined : { text: before, over: value, arrived: false },
      at: search,
    },
  )
  const setTyped = (next: Typed | undefined): void =>
    set({ typed: next, at: next && next.text === typed?.text ? at : search })
  // The address follows the list by a moment, and is all that is left of it then.
  const behind = typed !== undefined && typed.text !== typed.over && at === search
  useKeepUnsent(
    name,
    typed && (behind || typed.text !== value) ? { values: { text: typed.text } } : undefined,
  )
  return { typed, setTyped, before }
}

/** Goes on with what was typed when the session ended, as if it was typed now. */
export const useGoOn = (before: string | undefined, goOn: (text: string) => void): void => {
  const begin = useEffectEvent(() => {
    if (before !== undefined) goOn(before)
  })
  useEffect(() => begin(), [])
}
