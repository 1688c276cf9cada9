import { Component, Suspense } from "react"
import type { ReactNode } from "react"
import { whenBack } from "../lib/away.ts"
import { isUnloaded } from "../lib/unloaded.ts"

/** Stands where a part of a page could not be loaded. */
export const Unloaded = () => (
  <span role="alert" className="text-xs text-tone-warn-ink">
    A part of this page could not be loaded. It is asked for again; if it stays away, reload the
    page.
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

type State = { readonly error: unknown }

/**
 * Around what is loaded when it is drawn, and what the rest of a page can do without: where it cannot be
 * loaded the rest goes on, rows and typed words with it, and it is asked for again, at once when our own
 * server is back. A fault of another kind is the boundary's around it.
 */
export class Spare extends Component<Props, State> {
  override state: State = { error: undefined }
  private timer: ReturnType<typeof setTimeout> | undefined
  private unwatch: (() => void) | undefined
  private wait = askedAgainAfter

  static getDerivedStateFromError(error: unknown): State {
    return { error }
  }

  override componentDidCatch(): void {
    this.leave()
    this.timer = setTimeout(this.again, this.wait)
    this.unwatch = whenBack(this.again)
    // Each failure is said aloud.
    this.wait = Math.min(this.wait * 2, atMost)
  }

  override componentDidUpdate({ wanted = true }: Props): void {
    if (wanted || this.props.wanted === false || this.state.error === undefined) return
    this.wait = askedAgainAfter
    this.again()
  }

  override componentWillUnmount(): void {
    this.leave()
  }

  private readonly again = (): void => {
    this.leave()
    if (this.props.wanted !== false) this.setState({ error: undefined })
  }

  private leave(): void {
    clearTimeout(this.timer)
    this.unwatch?.()
  }

  override render(): ReactNode {
    const { children, fallback = null, missed = <Unloaded /> } = this.props
    const { error } = this.state
    if (error === undefined) return <Suspense fallback={fallback}>{children}</Suspense>
    if (!isUnloaded(error)) throw error
    return missed
  }
}
