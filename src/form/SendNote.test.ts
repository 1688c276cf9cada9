import { createElement } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { expect, test } from "vitest"
import { maybeDone, ProviderError } from "../model/error.ts"
import { SendNote } from "./SendNote.tsx"

const told = (problem: unknown): string =>
  renderToStaticMarkup(createElement(SendNote, { problem, what: "Not done." }))

test("what may have been done is neither said not to be nor to be tried again", () => {
  const away = { trouble: "away", title: "It is away." } as const
  const before = told(new ProviderError(away))
  expect(before).toContain("Not done. It is away.")
  expect(before).toContain("try again")
  const within = told(new ProviderError({ ...away, detail: maybeDone }))
  expect(within).toContain("It is away.")
  expect(within).toContain(maybeDone)
  expect(within).not.toMatch(/Not done|try again/)
  // Our gateway says so in its remedy, of a provider that it lost.
  const lost = new ProviderError({ trouble: "offline", title: "Cut.", remedy: maybeDone })
  expect(told(lost)).not.toContain("Not done")
})
