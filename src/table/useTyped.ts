import { useEffect, useEffectEvent, useState } from "react"
import { useLocation } from "react-router"
import { useKeepUnsent, useUnsent } from "../data/useUnsent.ts"
import type { Field } from "../model/field.ts"
import type { Query } from "../model/query.ts"
import { readRest, withLeftOver } from "../model/readRest.ts"
import { fromParts, printWhere, toParts } from "../model/where.ts"
import { holdDraft } from "./drafts.ts"

/** What somebody typed, over which text of the address, and whether the address has come to say it. */
type Typed = {
  readonly text: string
  readonly over: string
  readonly arrived: boolean
  /** What the address asked for when it was typed. */
  readonly at?: string
}

/**
 * The text of a query box. What was typed stays as it is while the URL still says the same, or comes to say
 * what the box asked for before more was typed. Where something else changes the question, the box says
 * that, and behind it what was typed and is not understood, which is nowhere else. Back and Forward bring
 * what stood there; whoever clears all leaves nothing. What nobody was asked for when the session ended is
 * there again for who typed it.
 * @param label what the box is called
 */
export const useTyped = (label: string, fields: readonly Field[], query: Query) => {
  const { key, pathname, search } = useLocation()
  const where = fromParts(query)
  const value = printWhere(where)
  const here = `${key} ${value}`
  // At another address it was not typed.
  const name = `search ${label} ${pathname}${search}`
  const before = useUnsent(name)?.values["text"]
  const [typed, setTyped] = useState<Typed | undefined>(() =>
    before === undefined ? undefined : { text: before, over: value, arrived: false, at: search },
  )
  const [settled, setSettled] = useState("")
  /** The entry of the history from which Back or Forward is on its way. */
  const [leaving, setLeaving] = useState<string>()
  /** What stood in the box at an entry of the history, and asked for what that did, but was not all understood. */
  const [drafts] = useState(() => new Map<string, string | undefined>())
  /** The last of them by what it asked for: the address follows by a moment, and its entry with it. */
  const [lastDrafts] = useState(() => new Map<string, string>())
  /** Whether the URL says what a text of this box asks for. */
  const isAsked = (asked: string): boolean =>
    printWhere(fromParts(toParts(readRest(fields, asked).where))) === value
  const arrived = typed !== undefined && isAsked(typed.text)
  const went = leaving !== undefined && leaving !== key
  if (went) setLeaving(undefined)
  if (typed && arrived && !typed.arrived) setTyped({ ...typed, arrived })
  else if (went || (typed?.arrived && !arrived)) {
    const kept =
      leaving !== undefined
        ? drafts.has(here)
          ? drafts.get(here)
          : lastDrafts.get(value)
        : typed && withLeftOver(fields, where, typed.text)
    if (kept !== undefined && isAsked(kept)) {
      setTyped({ text: kept, over: value, arrived: true })
      setSettled(kept)
    } else if (typed?.arrived && !arrived) setTyped(undefined)
  }
  const leave = useEffectEvent(() => setLeaving(key))
  useEffect(() => {
    const left = (): void => leave()
    // Before the router has the page drawn anew.
    globalThis.addEventListener("popstate", left, true)
    return () => globalThis.removeEventListener("popstate", left, true)
  }, [])
  useEffect(() => holdDraft(() => setTyped(undefined)), [])
  const draft =
    typed && arrived && readRest(fields, typed.text).of !== "whole" ? typed.text : undefined
  const replaced = typed !== undefined && arrived
  useEffect(() => {
    if (draft !== undefined) {
      drafts.set(here, draft)
      lastDrafts.set(value, draft)
      return
    }
    // Only another text of this box takes its place; whoever clears all may still go back to it.
    if (replaced) lastDrafts.delete(value)
    if (replaced || !drafts.has(here)) drafts.set(here, undefined)
  }, [drafts, lastDrafts, draft, replaced, here, value])
  const onItsWay =
    typed && !typed.arrived && (typed.over === value || (settled !== "" && isAsked(settled)))
  const own = arrived || onItsWay === true
  // The address follows the list by a moment, and is all that is left of it then.
  const behind = typed !== undefined && typed.text !== typed.over && typed.at === search
  useKeepUnsent(
    name,
    own && typed && (behind || typed.text !== value) ? { values: { text: typed.text } } : undefined,
  )
  return {
    /** What was typed when the session ended, which nobody has been asked for since. */
    before,
    /** What the address asks for. */
    value,
    text: own && typed ? typed.text : value,
    /** The text was typed; else it is what the address says. */
    own,
    /** The list was asked for all that is typed, as far as it can be read. */
    settled: (text: string): boolean => settled === text,
    isAsked,
    type: (text: string): void =>
      setTyped((now) => ({
        text,
        over: value,
        arrived: false,
        at: now?.text === text && now.at !== undefined ? now.at : search,
      })),
    settle: setSettled,
  }
}

/** Goes on with what was typed when the session ended, as if it was typed now. */
export const useGoOn = (before: string | undefined, goOn: (text: string) => void): void => {
  const begin = useEffectEvent(() => {
    if (before !== undefined) goOn(before)
  })
  useEffect(() => begin(), [])
}
