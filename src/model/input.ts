import type { Call } from "./call.ts"

/** Something to choose from. */
export type Offer = {
  readonly value: string
  readonly label: string
  /** What tells it from another of the same name. */
  readonly detail?: string
}

/** One thing a form asks for. `secret` values go to the server and never come back. */
export type Input = {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly required?: true
  /** `time`: a moment, as `2026-01-31T16:05` in the local time of whoever fills it in. */
  readonly kind:
    | "text"
    | "url"
    | "secret"
    | "flag"
    | "choice"
    | "date"
    | "time"
    | "file"
    | "number"
    | "long"
    | "several"
  /** Of a choice: all there are. Of a text: what is offered while someone types. */
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  /**
   * Of a `several`: what may be chosen, read from the provider when the form opens. `of` is the resource
   * whose list it is. The value is the chosen values, one a line.
   */
  readonly choices?: {
    readonly of: string
    readonly load: (call: Call) => Promise<readonly Offer[]>
  }
  readonly initial?: string
  /** The things that are changed differ in it, so that it begins blank. */
  readonly mixed?: true
  readonly example?: string
  /** Asked only while another input has one of these values. */
  readonly when?: { readonly input: string; readonly is: readonly string[] }
}

export type Values = Readonly<Record<string, string>>
