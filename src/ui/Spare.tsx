import { Component, createContext, Suspense, use } from "react"
import type { ReactNode } from "react"
import { awayNow, whenBack } from "../lib/away.ts"
import { isUnloaded, loadersOf } from "../lib/unloaded.ts"

/** Whether what is missing here is no longer asked for. */
const Lost = createContext(false)

/** Stands where a part of a page could not be loaded. */
export const Unloaded = () => (
  <span role="alert" className="text-xs text-tone-warn-ink">
    A part of this page could not be loaded.{" "}
    {use(Lost)
      ? "Reload the page to have it."
      : "It is asked for again; if it stays away, reload the page."}
  </span>
)

type Props = {
  readonly children: ReactNode
  /** Holds the place of what is on its way. */
  readonly fallback?: ReactNode
  /** What stands in its place where it cannot be loaded; absent: that it could not. */
  readonly missed?: ReactNode
  /** Whether it is wanted now; once it is wanted again it is asked for at once. */
  readonly wanted?: boolean
}

/** Ms after which what could not be loaded is asked for again. */
export const askedAgainAfter = 5000
const atMost = 30_000
/** What our own server does not have after that is of a release that it no longer has. */
const mostTries = 4

type State = { readonly error: unknown; readonly lost: boolean }

/**
 * Around what is loaded when it is drawn, and what the rest of a page can do without: where it cannot be
 * loaded the rest goes on, rows and typed words with it, and it is asked for again, at once when our own
 * server is back. That it is missing stays said meanwhile, and is read aloud once. A fault of another kind
 * is the boundary's around it.
 */
export class Spare extends Component<Props, State> {
  override state: State = { error: undefined, lost: false }
  private wait = askedAgainAfter
  private tries = 0

  static getDerivedStateFromError(error: unknown): State {
    return { error, lost: false }
  }

  override componentDidCatch(): void {
    this.watch()
  }

  override componentDidUpdate({ wanted = true }: Props): void {
    if (!wanted && this.props.wanted !== false && this.state.error !== undefined) this.afresh()
  }

  override componentWillUnmount(): void {
    this.leave()
  }

  private leave = (): void => undefined

  private readonly watch = (): void => {
    if (!awayNow()) this.tries += 1
    const lost = this.tries > mostTries
    if (lost !== this.state.lost) this.setState({ lost })
    const timer = lost ? undefined : setTimeout(this.again, this.wait)
    this.wait = Math.min(this.wait * 2, atMost)
    const unwatch = whenBack(this.afresh)
    this.leave = () => {
      clearTimeout(timer)
      unwatch()
    }
  }

  private readonly afresh = (): void => {
    this.wait = askedAgainAfter
    this.tries = 0
    this.again()
  }

  private readonly again = (): void => {
    this.leave()
    if (this.props.wanted === false) return
    let left = false
    this.leave = () => {
      left = true
    }
    const { error } = this.state
    // Drawn before it has come, it would take what is said of it off the page.
    const come = isUnloaded(error) ? loadersOf.get(error)?.() : undefined
    Promise.resolve(come).then(
      () => left || this.setState({ error: undefined }),
      () => left || this.watch(),
    )
  }

  override render(): ReactNode {
    const { children, fallback = null, missed = <Unloaded /> } = this.props
    const { error, lost } = this.state
    if (error === undefined) return <Suspense fallback={fallback}>{children}</Suspense>
    if (!isUnloaded(error)) throw error
    return <Lost value={lost}>{missed}</Lost>
  }
}
