/** One thing a form asks for. `secret` values go to the server and never come back. */
export type Input = {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly required?: true
  readonly kind: "text" | "url" | "secret" | "flag" | "choice" | "date" | "file" | "number" | "long"
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  readonly initial?: string
  readonly example?: string
  /** Asked only while another input has one of these values. */
  readonly when?: { readonly input: string; readonly is: readonly string[] }
}

export type Values = Readonly<Record<string, string>>
