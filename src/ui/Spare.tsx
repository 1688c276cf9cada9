import { Component } from "react"
import type { ReactNode } from "react"
import { isUnloaded } from "../lib/unloaded.ts"

/** Stands where a part of a page could not be loaded. */
export const Unloaded = () => (
  <span role="alert" className="text-xs text-tone-warn-ink">
    A part of this page could not be loaded. Reload it once Waybill&rsquo;s own server answers.
  </span>
)

type Props = {
  readonly children: ReactNode
  /** What stands in its place; absent: that it could not be loaded. */
  readonly missed?: ReactNode
}

/**
 * What the rest of a page can do without: where it cannot be loaded the rest goes on, rows and typed words
 * with it. A fault of another kind is the boundary's around it.
 */
export class Spare extends Component<Props, { readonly error: unknown }> {
  override state = { error: undefined }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render(): ReactNode {
    const { children, missed = <Unloaded /> } = this.props
    const { error } = this.state
    if (error === undefined) return children
    if (!isUnloaded(error)) throw error
    return missed
  }
}
