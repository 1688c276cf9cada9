import { useEffect, useState } from "react"
import type { ReactNode } from "react"
import { behind, besideRows, isRowsFirst } from "../lib/behind.ts"
import { unlessFailed } from "../lib/unlessFailed.ts"

/** Something that is loaded behind the first rows, most often a component. */
type Coming<T> = {
  /** What has come, or undefined. */
  readonly now: () => { readonly it: T } | undefined
  readonly come: () => Promise<{ readonly it: T }>
}

const coming = <T,>(load: () => Promise<T>): Coming<T> => {
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
 * and given up before React knows that it is not there: a cold start has twenty of them. One that fails
 * to load is the boundary's, as with `lazy`.
 */
export const Behind = <T,>({
  of,
  instead = null,
  children,
}: {
  readonly of: Coming<T>
  /** Holds the place, so that nothing moves when it comes. */
  readonly instead?: ReactNode
  readonly children: (it: T) => ReactNode
}) => {
  const [come, setCome] = useState(of.now)
  const [failed, setFailed] = useState<{ readonly cause: unknown }>()
  useEffect(() => {
    if (come) return undefined
    let left = false
    const wait = async (): Promise<void> => {
      try {
        const it = await of.come()
        if (!left) setCome(it)
      } catch (cause) {
        if (!left) setFailed({ cause })
      }
    }
    void wait()
    return () => {
      left = true
    }
  }, [come, of])
  if (failed) throw failed.cause
  return come ? children(come.it) : instead
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
