import { useSyncExternalStore } from "react"
import type { Row } from "../model/field.ts"

/**
 * Which rows are selected just now, by id. A row follows it itself, so that turning a box draws that row,
 * and not the table around it.
 */
export class Taken {
  #rows: ReadonlyMap<string, Row> = new Map()
  readonly #followers = new Set<() => void>()

  readonly rows = (): ReadonlyMap<string, Row> => this.#rows

  readonly set = (rows: ReadonlyMap<string, Row>): void => {
    if (rows === this.#rows) return
    this.#rows = rows
    for (const each of this.#followers) each()
  }

  readonly follow = (follower: () => void): (() => void) => {
    this.#followers.add(follower)
    return () => this.#followers.delete(follower)
  }
}

const never = () => () => undefined

/** Whether the row with this id is selected; of a list that selects none, it is not. */
export const useTaken = (taken: Taken | undefined, id: string): boolean =>
  useSyncExternalStore(taken?.follow ?? never, () => taken?.rows().has(id) ?? false)
