import { expect, test } from "vitest"
import { ProviderError, troubles } from "./error.ts"
import { asksAgain, detailsOf, mayEnd, remedies, remedyOf, tell, toldAlike } from "./remedies.ts"

test("the problem's own sentence is told, with the remedy of its kind", () => {
  const told = tell(
    new ProviderError({ trouble: "forbidden", title: "You may not list packages.", status: 403 }),
  )
  expect(told).toMatchObject({
    title: "You may not list packages.",
    remedy: remedies.forbidden.remedy,
    status: 403,
    settings: true,
  })
})

test("what our gateway knows to do is told in place of what is said of such a trouble, and once", () => {
  const problem = { trouble: "broken", title: "It failed (503).", remedy: "Wait." } as const
  const told = tell(new ProviderError({ ...problem, status: 502, answered: 503 }))
  expect(told).toMatchObject({ remedy: "Wait." })
  expect(told).not.toHaveProperty("detail")
  if (!told) throw new Error("not told")
  expect(detailsOf(told)).toContain("Status: 503")
  expect(detailsOf(told)).not.toContain("502")
  const away = tell(new ProviderError({ ...problem, trouble: "offline", status: 502 }))
  expect(away && detailsOf(away)).not.toContain("502")
})

test("of a read that may be answered with nobody doing anything it is said that it is asked for again", () => {
  const toldOf = (trouble: (typeof troubles)[number], remedy?: string) => {
    const told = tell(new ProviderError({ trouble, title: "", ...(remedy ? { remedy } : {}) }))
    if (!told) throw new Error("not told")
    return told
  }
  expect(troubles.filter((trouble) => mayEnd(toldOf(trouble)))).toEqual(["offline", "broken"])
  for (const trouble of ["offline", "broken"] as const) {
    expect(remedyOf(toldOf(trouble))).toContain(asksAgain)
    expect(remedyOf(toldOf(trouble))).not.toMatch(/try again/i)
    expect(remedyOf(toldOf(trouble, "Check its port."))).toBe(`Check its port. ${asksAgain}`)
  }
  expect(remedyOf(toldOf("signed-out"))).toBe(remedies["signed-out"].remedy)
})

test("a problem without a sentence gets one", () => {
  for (const trouble of troubles)
    expect(tell(new ProviderError({ trouble, title: "" }))?.title).toBe(remedies[trouble].title)
})

test("two failures are told alike where one reads the same for both", () => {
  const problem = { trouble: "forbidden", title: "You may not.", status: 403 } as const
  const one = new ProviderError({ ...problem, requestId: "a" })
  expect(toldAlike(one, new ProviderError({ ...problem, requestId: "b" }))).toBe(true)
  expect(toldAlike(one, new ProviderError({ ...problem, detail: "No role." }))).toBe(false)
  expect(toldAlike(new DOMException("", "AbortError"), one)).toBe(false)
  const waits = (seconds: number, status = 429) =>
    new ProviderError({
      trouble: status === 429 ? "throttled" : "broken",
      title: "It failed.",
      detail: `Available in ${seconds} s.`,
      status,
    })
  // How long is another number with each answer; what else is numbered is another matter.
  expect(toldAlike(waits(9), waits(8))).toBe(true)
  expect(toldAlike(waits(9, 500), waits(8, 500))).toBe(false)
  // Nothing at all can be had: in which words it was refused does not matter.
  expect(toldAlike(waits(9, 503), waits(8, 503))).toBe(true)
  expect(toldAlike(waits(9, 503), waits(9, 500))).toBe(false)
})

test("a list that is not there is not to be looked for in itself", () => {
  const gone = new ProviderError({ trouble: "missing", title: "The provider has no such thing." })
  expect(tell(gone)).toMatchObject({ remedy: remedies.missing.remedy, settings: false })
  expect(tell(gone, [])).toMatchObject({
    title: "There is no such list at this address.",
    settings: true,
  })
  const below = tell(gone, [{ in: "projects", id: "x" }])
  expect(below).toMatchObject({ settings: false })
  expect(below?.remedy).toContain("What it belongs to may have been deleted")
})

test("an abort is nobody's failure; everything else is told, whatever was thrown", () => {
  expect(tell(new DOMException("Stopped", "AbortError"))).toBeUndefined()
  expect(tell("just text")).toMatchObject({ detail: "just text", retry: true })
  expect(tell(new TypeError("Failed to fetch dynamically imported module: /a.js"))).toMatchObject({
    reload: true,
    retry: true,
  })
})

test("the details hold every fact, one a line", () => {
  const told = tell(
    new ProviderError({
      trouble: "invalid",
      title: "Refused.",
      detail: "bad filter",
      status: 400,
      code: "problems/5",
      requestId: "abc",
      fields: { filter: "unknown field" },
    }),
  )
  if (!told) throw new Error("not told")
  expect(detailsOf(told, "Astra").split("\n").slice(0, -1)).toEqual([
    "Refused.",
    "Message: bad filter",
    "Connection: Astra",
    "Kind: invalid",
    "Status: 400",
    "Code: problems/5",
    "Request id: abc",
    "filter: unknown field",
  ])
})
