import type { Trouble } from "../../src/model/error.ts"

/** What our own server says when it, and not a provider, refuses or fails. */
export type OwnProblem = {
  readonly trouble: Trouble
  readonly title: string
  readonly detail?: string
  /** What is wrong with which input of a form. */
  readonly fields?: Readonly<Record<string, string>>
}

/** Ends a request with our own problem. */
export class Refusal extends Error {
  readonly status: number
  readonly problem: OwnProblem
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, problem: OwnProblem, headers: Readonly<Record<string, string>> = {}) {
    super(problem.title)
    this.name = "Refusal"
    this.status = status
    this.problem = problem
    this.headers = headers
  }
}

/** The answer that src/providers/http.ts and src/data/api.ts recognise as ours by its header. */
export const refuse = ({ status, problem, headers }: Refusal): Response =>
  Response.json(problem, { status, headers: { ...headers, "waybill-problem": "1" } })
