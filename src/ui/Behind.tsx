import { useEffect, useState } from "react"
import type { ReactNode } from "react"
import { behind, besideRows, isRowsFirst } from "../lib/behind.ts"
import { unlessFailed } from "../lib/unlessFailed.ts"
import { askedAgainAfter } from "./Spare.tsx"

/** Something that is loaded behind the first rows, most often a component. */
type Coming<T> = {
  /** What has come, or undefined. */
  readonly now: () => { readonly it: T } | undefined
  readonly come: () => Promise<{ readonly it: T }>
}

/** For `Behind`: loads it when it is first drawn, or by then. */
export const coming = <T,>(load: () => Promise<T>): Coming<T> => {
  let come: { readonly it: T } | undefined
  return {
    now: () => come,
    come: unlessFailed(async () => (come = { it: await load() })),
  }
}

/** For `Behind`: loads it when it is first drawn, but not before the first rows are (`lib/behind.ts`). */
export const comesBehind = <T,>(load: () => Promise<T>): Coming<T> => coming(() => behind(load))

/** For `Behind`: as `comesBehind`, for what a page that has no rows to draw at first needs at once. */
export const comesBeside = <T,>(load: () => Promise<T>): Coming<T> => coming(() => besideRows(load))

/**
 * What comes behind the first rows; until then `instead`. Not a `lazy` component, which has to be drawn
 * and given up before React knows that it is not there: a cold start has twenty of them. One that cannot
 * be loaded is `missed`, takes nothing else with it, and is asked for again.
 */
export const Behind = <T,>({
  of,
  instead = null,
  missed = instead,
  children,
}: {
  readonly of: Coming<T>
  /** Holds the place, so that nothing moves when it comes. */
  readonly instead?: ReactNode
  /** Says that it is not there, where somebody would look for it. */
  readonly missed?: ReactNode
  readonly children: (it: T) => ReactNode
}) => {
  const [come, setCome] = useState(of.now)
  const [failures, setFailures] = useState(0)
  useEffect(() => {
    if (come) return undefined
    let left = false
    const wait = async (): Promise<void> => {
      try {
        const it = await of.come()
        if (!left) setCome(it)
      } catch {
        if (!left) setFailures((before) => before + 1)
      }
    }
    const timer = failures > 0 ? setTimeout(() => void wait(), askedAgainAfter) : undefined
    if (failures === 0) void wait()
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [come, of, failures])
  if (come) return children(come.it)
  return failures === 0 ? instead : missed
}

const noLoad = async (): Promise<void> => undefined

/** Whether what the first draw of a page leaves out, where it has rows to draw, is to be drawn now. */
export const useAfterRows = (): boolean => {
  const [waits, setWaits] = useState(isRowsFirst)
  useEffect(() => {
    if (!waits) return undefined
    let left = false
    const wait = async (): Promise<void> => {
      await behind(noLoad)
      if (!left) setWaits(false)
    }
    void wait()
    return () => {
      left = true
    }
  }, [waits])
  return !waits
}

/**
 * What the first draw of a page leaves out where it has rows to draw: they are then there sooner, and
 * this with the frame behind theirs. Its place must not depend on it, so that nothing moves.
 */
export const AfterRows = ({ children }: { readonly children: ReactNode }) =>
  useAfterRows() ? children : null
