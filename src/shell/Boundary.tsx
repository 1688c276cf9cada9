import { Component } from "react"
import type { ReactNode } from "react"
import { TroubleNote } from "./TroubleNote.tsx"

type Props = {
  readonly children: ReactNode
  /** Whose answers the children show, to name it in the failure. */
  readonly connection: { readonly id: string; readonly name: string } | undefined
  /** Called before the children are tried again. */
  readonly onReset: () => void
}

type State = { readonly failed: false } | { readonly failed: true; readonly error: unknown }

/** Catches what its children throw, tells it, and lets them be tried again. */
export class Boundary extends Component<Props, State> {
  override state: State = { failed: false }

  static getDerivedStateFromError(error: unknown): State {
    return { failed: true, error }
  }

  readonly retry = (): void => {
    this.props.onReset()
    this.setState({ failed: false })
  }

  override render(): ReactNode {
    const { children, connection } = this.props
    if (!this.state.failed) return children
    return <TroubleNote error={this.state.error} connection={connection} onRetry={this.retry} />
  }
}
