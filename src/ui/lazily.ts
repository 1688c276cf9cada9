import { createElement, lazy } from "react"
import type { FunctionComponent, ReactElement } from "react"

/** Ms for which a failure stands: React draws what failed once more at once, before it gives up. */
const stands = 1000

/**
 * A component that is loaded when it is first drawn. React's `lazy` remembers a failure for as long as the
 * page lives; here the boundary around it catches it, and what is drawn after that is loaded anew.
 */
export const lazily = <P extends object>(
  load: () => Promise<FunctionComponent<P>>,
): ((props: P) => ReactElement) => {
  let stale = false
  const begin = (): FunctionComponent<P> =>
    lazy(async () => {
      try {
        return { default: await load() }
      } catch (cause) {
        setTimeout(() => (stale = true), stands)
        throw cause
      }
    })
  let part = begin()
  return (props) => {
    if (stale) {
      stale = false
      part = begin()
    }
    return createElement(part, props)
  }
}
