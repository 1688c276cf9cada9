import { createElement, use } from "react"
import type { FunctionComponent, ReactElement } from "react"
import { isUnloaded, loadersOf } from "../lib/unloaded.ts"

/** Ms for which a failure stands: React draws what failed once more at once, before it gives up. */
const stands = 1000

type Part<P> = ((props: P) => ReactElement) & {
  /** Has it at hand before it is drawn; what fails here is told where it is drawn. */
  readonly load: () => void
}

/**
 * A component that is loaded when it is first drawn, or by then. React's `lazy` remembers a failure for as
 * long as the page lives; here the boundary around it catches it, and what is drawn after that is loaded
 * anew. And `lazy` shows something else in its place even where it has come, and then nothing new for 300 ms.
 */
export const lazily = <P extends object>(load: () => Promise<FunctionComponent<P>>): Part<P> => {
  let part: Promise<FunctionComponent<P>> | undefined
  const begin = (): Promise<FunctionComponent<P>> => {
    if (part) return part
    const begun = load()
    part = begun
    begun.then(
      // By these two `use` knows what has come, and draws it at once.
      (value) => Object.assign(begun, { status: "fulfilled", value }),
      (cause: unknown) => {
        if (isUnloaded(cause)) loadersOf.set(cause, begin)
        setTimeout(() => (part = undefined), stands)
      },
    )
    return begun
  }
  return Object.assign((props: P) => createElement(use(begin()), props), {
    load: () => void begin(),
  })
}
