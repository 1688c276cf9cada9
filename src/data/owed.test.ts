import { QueryClient } from "@tanstack/react-query"
import { expect, it } from "vitest"
import { isOwed } from "./owed.ts"

it("owes what was changed from here until it is read, and nothing where reading failed", async () => {
  const client = new QueryClient()
  const queryKey = ["list"]
  let answer = (): Promise<string> => Promise.resolve("rows")
  const read = () => client.fetchQuery({ queryKey, queryFn: () => answer(), retry: false })
  expect(isOwed(client, queryKey)).toBe(false)
  await read()
  expect(isOwed(client, queryKey)).toBe(false)
  await client.invalidateQueries({ queryKey, refetchType: "none" })
  expect(isOwed(client, queryKey)).toBe(true)
  await read()
  expect(isOwed(client, queryKey)).toBe(false)
  answer = () => Promise.reject(new Error("down"))
  await expect(read()).rejects.toThrow("down")
  expect(isOwed(client, queryKey)).toBe(false)
})
