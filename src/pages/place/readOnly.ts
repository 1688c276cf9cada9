import { createContext, use } from "react"
import type { DownWords } from "../../model/down.ts"

/** Why nothing can be changed here just now; undefined where it can. */
export const ReadOnly = createContext<string | undefined>(undefined)

export const useReadOnly = (): string | undefined => use(ReadOnly)

export const readOnlyReason = (name: string, down: DownWords | undefined): string | undefined =>
  down && `${name} ${down}, so nothing can be changed until it answers again.`
