import { queryOptions, useQuery } from "@tanstack/react-query"
import type { QueryClient } from "@tanstack/react-query"
import * as v from "valibot"
import { TestReport } from "../model/connection.ts"
import { keys } from "./keys.ts"
import { personal } from "./personal.ts"

const Tested = v.object({ at: v.number(), report: TestReport })
/** The last test of a connection, as this browser remembers it; `at` in milliseconds since 1970. */
export type Tested = v.InferOutput<typeof Tested>

const Kept = v.record(v.string(), Tested)
type Kept = v.InferOutput<typeof Kept>

const name = personal.tests

const readKept = (): Kept => {
  try {
    const read = v.safeParse(Kept, JSON.parse(localStorage.getItem(name) ?? "{}"))
    return read.success ? read.output : {}
  } catch {
    return {}
  }
}

const writeKept = (kept: Kept): void => {
  try {
    localStorage.setItem(name, JSON.stringify(kept))
  } catch {
    // Storage is full or switched off: the result lasts as long as the page.
  }
}

const testedQuery = (id: string) =>
  queryOptions<Tested | null>({
    queryKey: keys.tested(id),
    queryFn: () => readKept()[id] ?? null,
    staleTime: Infinity,
    gcTime: Infinity,
  })

/** The last test of a connection; null where there was none since its settings were last saved. */
export const useLastTest = (id: string | undefined): Tested | null | undefined =>
  useQuery({ ...testedQuery(id ?? ""), enabled: id !== undefined }).data

/** Remembers a test, or forgets it, for instance because the settings it tried are gone. */
export const keepTest = (client: QueryClient, id: string, tested: Tested | undefined): void => {
  const { [id]: _, ...others } = readKept()
  writeKept(tested ? { ...others, [id]: tested } : others)
  client.setQueryData(testedQuery(id).queryKey, tested ?? null)
}

/** Forgets every test, at sign-out. */
export const forgetTests = (): void => writeKept({})
