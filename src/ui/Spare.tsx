import { Component } from "react"
import type { ReactNode } from "react"
import { isUnloaded } from "../lib/unloaded.ts"

/** Stands where a part of a page could not be loaded; `told` where it was said aloud before. */
export const Unloaded = ({ told = false }: { readonly told?: boolean }) => (
  <span role={told ? undefined : "alert"} className="text-xs text-tone-warn-ink">
    A part of this page could not be loaded. It is asked for again by itself; where it stays away,
    reload the page: Waybill may have been updated.
  </span>
)

type Props = {
  readonly children: ReactNode
  /** What stands in its place; absent: that it could not be loaded. */
  readonly missed?: ReactNode
}

/** Ms after which what could not be loaded is asked for again. */
export const askedAgainAfter = 5000

type State = { readonly error: unknown; readonly failures: number }

/**
 * What the rest of a page can do without: where it cannot be loaded the rest goes on, rows and typed words
 * with it, and it is asked for again. A fault of another kind is the boundary's around it.
 */
export class Spare extends Component<Props, State> {
  override state: State = { error: undefined, failures: 0 }
  private timer: ReturnType<typeof setTimeout> | undefined

  static getDerivedStateFromError(error: unknown): Pick<State, "error"> {
    return { error }
  }

  override componentDidCatch(): void {
    this.setState(({ failures }) => ({ failures: failures + 1 }))
    this.timer = setTimeout(() => this.setState({ error: undefined }), askedAgainAfter)
  }

  override componentWillUnmount(): void {
    clearTimeout(this.timer)
  }

  override render(): ReactNode {
    const { error, failures } = this.state
    const { children, missed = <Unloaded told={failures > 1} /> } = this.props
    if (error === undefined) return children
    if (!isUnloaded(error)) throw error
    return missed
  }
}
