import { spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Page } from "@playwright/test"
import { seriousIn } from "./axe.ts"
import { expect, test } from "./fixtures.ts"

/** How many answers this browser keeps whose keys have this in them. */
const keptIn = (page: Page, part = ""): Promise<number> =>
  page.evaluate(async (part) => {
    // To open what is not there would make it, without the app's store in it.
    const there = await indexedDB.databases()
    if (!there.some(({ name }) => name === "waybill")) return 0
    return new Promise<number>((resolve) => {
      const asked = indexedDB.open("waybill")
      asked.addEventListener("success", () => {
        const all = asked.result.transaction("queries").objectStore("queries").getAllKeys()
        all.addEventListener("success", () => {
          asked.result.close()
          resolve(all.result.filter((key) => JSON.stringify(key).includes(part)).length)
        })
      })
    })
  }, part)

const down = [{ match: { api: "cylance" }, fault: { kind: "reset" } }]

test("a provider that is down shows what it said last, with its age, and can only be read", async ({
  page,
  world,
}) => {
  const errors: string[] = []
  page.on("pageerror", (error) => errors.push(error.message))
  const id = await world.connect("cylance", { name: "Endpoints" })
  await page.goto(`/c/${id}/packages`)
  const rows = page.locator("tbody [data-row-link]")
  // A screenful is drawn first, and the others behind it.
  await expect(rows).toHaveCount(25)
  const before = await rows.allInnerTexts()
  await rows.first().click()
  await expect(page.getByRole("heading", { level: 1, name: before[0] ?? "" })).toBeVisible()
  await expect(page.getByRole("button", { name: "More" })).toBeVisible()

  await world.break(down)
  await page.reload()
  await expect(
    page.getByText(/Data from just now; Endpoints cannot be reached/).first(),
  ).toBeVisible()
  await expect(page.getByRole("heading", { level: 1, name: before[0] ?? "" })).toBeVisible()
  // Of lists nothing is said where there is none.
  await expect(page.getByText(/It can be read, and not changed until/)).not.toContainText("lists")
  const deploy = page.getByRole("button", { name: "Deploy", exact: true })
  await expect(deploy).toBeDisabled()
  await expect(deploy).toHaveAccessibleDescription(
    "Endpoints cannot be reached, so nothing can be changed until it answers again.",
  )
  expect(await seriousIn(page)).toEqual([])

  await page.getByRole("link", { name: "Endpoints" }).first().click()
  await expect.poll(() => rows.allInnerTexts()).toEqual(before)
  await page.reload()
  await expect(
    page.getByText(/Data from just now; Endpoints cannot be reached/).first(),
  ).toBeVisible()
  await expect.poll(() => rows.allInnerTexts()).toEqual(before)
  await page
    .getByRole("button", { name: /^Actions for/ })
    .first()
    .click()
  await expect(page.getByRole("menuitem", { name: /^Delete/ })).toHaveAttribute(
    "aria-disabled",
    "true",
  )
  await page.keyboard.press("Escape")

  // What is here of a list that was read in part is exported, as what it is.
  const exported = async (
    words: string,
    count: string,
  ): Promise<{ readonly name: string; readonly text: string }> => {
    await page.getByRole("button", { name: "Export packages", exact: true }).click()
    await expect(page.getByText(words)).toBeVisible()
    await page.getByRole("combobox", { name: "Format" }).selectOption("json")
    const saved = page.waitForEvent("download")
    await page.getByRole("button", { name: `Export ${count}`, exact: true }).click()
    const file = await saved
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") }
  }
  const old =
    /"complete":false,"incomplete":"As it was at [\d-]+T[^;]+; Endpoints cannot be reached now/
  const whole = await exported(
    "Of all packages that match only those here can be had.",
    "25 packages",
  )
  expect(whole.name).toMatch(/-not-complete\.json$/)
  expect(whole.text).toMatch(old)
  expect(whole.text).toContain("these packages alone were here, of all that match")
  await page
    .getByRole("checkbox", { name: /^Select (?!all)/ })
    .first()
    .check()
  const one = await exported("The 1 selected package, and no others.", "1 package")
  expect(one.name).toMatch(/-not-complete\.json$/)
  expect(one.text).toMatch(old)
  await page.getByRole("button", { name: "Clear", exact: true }).click()

  // A page alone answers no other question, and says so; its rows stay, with the way back to them.
  await page.getByRole("columnheader").getByRole("button", { name: "Name" }).click()
  await expect(page.getByText("What is asked for now needs the provider.")).toBeVisible()
  await expect.poll(() => rows.allInnerTexts()).toEqual(before)
  expect(await seriousIn(page)).toEqual([])
  await page.getByRole("button", { name: "Back to these rows" }).click()
  await expect(page.getByText(/This is how it was then/)).toBeVisible()
  await expect.poll(() => rows.allInnerTexts()).toEqual(before)

  expect(errors).toEqual([])
  const again = page.getByRole("button", { name: "Try again" })
  await expect(again).toBeEnabled()
  await world.heal()
  await again.click()
  await expect(page.getByText(/Data from/)).toHaveCount(0)
  await page
    .getByRole("button", { name: /^Actions for/ })
    .first()
    .click()
  await expect(page.getByRole("menuitem", { name: /^Delete/ })).not.toHaveAttribute(
    "aria-disabled",
    "true",
  )
})

test("a list that was read whole answers while its provider is down; a tab that was read is there", async ({
  page,
  world,
}) => {
  const id = await world.connect("cylance", { name: "Endpoints" })
  await page.goto(`/c/${id}/packages?q=a`)
  await expect(page.getByText(/^(\d+ of )?120 packages$/).first()).toBeVisible()
  const first = page.locator("tbody [data-row-link]").first()
  const item = (await first.getAttribute("href")) ?? ""
  await world.break(down)
  await page.getByRole("combobox", { name: "Search packages" }).fill("status:success")
  await expect(
    page.getByText(/answered from all 120 packages, as they were then: \d+ of 120/),
  ).toBeVisible()
  await expect(page.getByRole("cell", { name: "success" }).first()).toBeVisible()
  await expect(page.getByRole("cell", { name: "failed", exact: true })).toHaveCount(0)

  await world.heal()
  await page.goto("/")
  const count = page.locator(`main a[href="/c/${id}/packages"]`, { hasText: "120 packages" })
  await expect(count).toBeVisible()
  // The list, how many there are, and how many of each of its four states.
  await expect.poll(() => keptIn(page, id)).toBeGreaterThanOrEqual(6)
  await page.goto(`${item}?tab=use`)
  await expect(page.getByRole("tabpanel").filter({ visible: true })).toContainText(/playbook/)
  await world.break(down)
  await page.reload()
  await expect(page.getByText(/Data from .*Endpoints cannot be reached/)).toHaveCount(1)
  await expect(page.getByRole("tabpanel").filter({ visible: true })).toContainText(/playbook/)

  // The overview has the numbers of before, says so, and counts the connection as one with trouble.
  await page.goto("/")
  await expect(page.getByText(/Numbers from .*Endpoints cannot be reached now/)).toBeVisible()
  expect(await seriousIn(page)).toEqual([])
  await expect(count).toBeVisible()
  await expect(page.getByRole("link", { name: /^Connections with trouble/ })).toContainText("1")
  await expect(page.getByRole("link", { name: /^Packages.*in|^Packages.*before/ })).toContainText(
    "1 connection as of before",
  )
})

test("what was read before has its age beside any failure, which is told once and has its remedy", async ({
  page,
  world,
}) => {
  const id = await world.connect("cloudfoundry", { name: "Foundry" })
  const fail = (status: number) =>
    world.break([
      { match: { api: "cloudfoundry" }, fault: { kind: "status", status, retryAfter: 600 } },
    ])
  await page.goto(`/c/${id}/packages`)
  const item = (await page.locator("tbody [data-row-link]").first().getAttribute("href")) ?? ""
  await page.goto(item)
  await expect.poll(() => keptIn(page, "late")).toBeGreaterThan(0)
  await page.goto("/")
  await expect(page.locator(`main a[href="/c/${id}/packages"]`).nth(1)).toBeVisible()
  await page.clock.install({ time: Date.now() + 3 * 86_400_000 })

  const note = page.locator("[data-notice]")
  const copy = page.getByRole("button", { name: "Copy", exact: true })
  const settings = page.getByRole("main").getByRole("link", { name: "Connection settings" })
  for (const [status, said, remedies] of [
    [403, "Data from 3 days ago. Foundry: This credential may not read this.", 1],
    [429, "Data from 3 days ago. Foundry: Too many requests", 0],
  ] as const) {
    await fail(status)
    await page.goto(item)
    await expect(note.getByText(said)).toBeVisible()
    // The item and what is asked for it alone fail alike: that is told once.
    await expect(note.getByRole("status")).toHaveCount(1)
    await expect(settings).toHaveCount(remedies)
    // What may not be read, or has to wait, may be changed all the same.
    await expect(copy).toBeEnabled()
    expect(await seriousIn(page)).toEqual([])
  }
  // Where nothing at all is answered it can only be looked at.
  for (const [status, said, why] of [
    [500, "Data from 3 days ago. Foundry: The provider failed.", "is failing"],
    [401, "Data from 3 days ago; Foundry does not accept", "does not accept the credential"],
  ] as const) {
    await fail(status)
    await page.goto(item)
    await expect(note.getByText(said)).toBeVisible()
    await expect(copy).toBeDisabled()
    await expect(copy).toHaveAccessibleDescription(
      `Foundry ${why}, so nothing can be changed until it answers again.`,
    )
  }
  await expect(settings).toHaveCount(1)
  await page.goto(`/c/${id}/packages`)
  await expect(page.getByText("Data from 3 days ago; Foundry does not accept")).toBeVisible()
  await settings.click()
  await expect(page).toHaveURL(new RegExp(`/connections/${id}$`))

  await page.goto("/")
  await expect(page.getByText(/Numbers from .*Foundry does not accept/)).toBeVisible()
  await expect(settings).toHaveCount(1)
  await page.goto("/packages?connection=Foundry")
  await expect(
    page
      .getByRole("region", { name: "Connections in this table" })
      .getByRole("listitem")
      .filter({ hasText: "Foundry" })
      .getByRole("link", { name: "Connection settings" }),
  ).toBeVisible()
})

test("the table of all packages keeps what a provider said before it went down", async ({
  page,
  world,
}) => {
  const id = await world.connect("cylance", { name: "Endpoints" })
  await world.connect("vrealize", { name: "Clouds" })
  await page.goto("/packages")
  const parts = page.getByRole("region", { name: "Connections in this table" })
  await expect(parts).toContainText("All 7 connections are in this table.", { timeout: 60_000 })
  await expect.poll(() => keptIn(page, id)).toBeGreaterThan(0)
  await world.break(down)
  // However young it is, who reloads wants to know how things are now.
  await page.reload()
  await expect(parts).toContainText("Endpoints cannot be read now: shown as read before.")
  await expect(parts).toContainText(/Endpoints[\d,]+ from (just now|\d minutes? ago)\. /)
  const list = page.getByRole("region", { name: "packages", exact: true })
  await expect(list.getByText(/^[\d,]+ packages$/)).toBeVisible()
  expect(await seriousIn(page)).toEqual([])
})

test("what was kept is not told as it is now before its provider has answered again", async ({
  page,
  context,
  world,
}) => {
  const id = await world.connect("cylance", { name: "Endpoints" })
  await page.goto("/")
  const count = page.locator(`main a[href="/c/${id}/packages"]`, { hasText: "120 packages" })
  await expect(count).toBeVisible()
  // How many there are, and how many of each of its four states.
  await expect.poll(() => keptIn(page, id)).toBeGreaterThanOrEqual(5)
  await page.goto("/packages")
  const whole = "All 6 connections are in this table."
  await expect(page.getByRole("region", { name: "Connections in this table" })).toContainText(
    whole,
    { timeout: 60_000 },
  )
  await expect.poll(() => keptIn(page, id)).toBeGreaterThanOrEqual(6)

  await world.break([
    { match: { api: "cylance" }, fault: { kind: "status", status: 429, retryAfter: 20, times: 1 } },
  ])
  const later = await context.newPage()
  await later.clock.install({ time: Date.now() + 3 * 86_400_000 })
  await later.goto("/packages")
  const parts = later.getByRole("region", { name: "Connections in this table" })
  const line = parts.getByRole("listitem").filter({ hasText: "Endpoints" })
  await expect(line).toContainText(/120 from 3 days ago; asked to wait, goes on in \d+ s/)
  await expect(parts).toContainText("What is shown of Endpoints is from before, until read again.")
  await expect(later.getByRole("link", { name: /^Endpoints.*asked to wait/ })).toBeVisible()
  expect(await seriousIn(later)).toEqual([])
  // Then it is read by itself, and stands as it is now.
  await expect(line).toHaveText(/Endpoints ?120$/, { timeout: 40_000 })
  await expect(parts.getByText(whole, { exact: true })).toBeVisible()

  await world.break([{ match: { api: "cylance" }, fault: { kind: "delay", ms: 30_000 } }])
  const latest = await context.newPage()
  await latest.clock.install({ time: Date.now() + 6 * 86_400_000 })
  await latest.goto("/")
  await expect(latest.getByRole("link", { name: /^Ready/ })).toContainText(
    /1 connection as of \d days ago/,
  )
  const trouble = latest.getByRole("link", { name: /^Connections with trouble/ })
  await expect(trouble).toContainText("1 still asked")
  await world.heal()
})

test("a refusal that is only told again says so, and when it is asked again by itself", async ({
  page,
  world,
}) => {
  const id = await world.connect("vrealize", { name: "Clouds" })
  await page.goto(`/c/${id}/packages`)
  await expect(page.locator("tbody [data-row-link]").first()).toBeVisible()
  await expect.poll(() => keptIn(page, id)).toBeGreaterThan(0)
  await world.break([{ match: { api: "vrealize" }, fault: { kind: "status", status: 401 } }])
  await page.reload()
  const again = page.getByRole("button", { name: "Try again" })
  await expect(page.getByText(/Data from .*Clouds does not accept the credential/)).toBeVisible()
  // This one was asked.
  await expect(page.getByText(/Nothing was asked/)).toBeHidden()
  await expect(page.getByRole("timer")).toBeHidden()
  await again.click()
  await expect(page.getByText(/Nothing was asked just now/)).toBeVisible()
  await expect(page.getByRole("timer")).toHaveText(/^Trying again in \d+ s$/)
  expect(await seriousIn(page)).toEqual([])
  // It is asked once, and what is refused again is not asked for without anybody's word.
  await expect(again).toBeVisible({ timeout: 45_000 })
  await expect(page.getByText(/Nothing was asked/)).toBeHidden()
  await world.heal()
  await again.click()
  await expect(page.getByRole("timer")).toBeVisible()
  await expect(page.getByText(/^Data from/)).toBeHidden({ timeout: 45_000 })
})

test("what was kept for somebody else is not shown, and is gone", async ({ page, world }) => {
  const id = await world.connect("cylance", { name: "Endpoints" })
  await page.goto(`/c/${id}/packages`)
  const rows = page.locator("tbody [data-row-link]")
  await expect(rows.first()).toBeVisible()
  // By then the page knows who is there: it will not say so over what is said next.
  await expect.poll(() => keptIn(page, id)).toBeGreaterThan(0)
  await rows.first().click()
  await expect(page.getByRole("tab").first()).toBeVisible()
  const recents = () => page.evaluate(() => localStorage.getItem("waybill.recents"))
  await expect.poll(recents).toContain(id)
  await page.goto(`/c/${id}/packages`)
  await expect(rows.first()).toBeVisible()
  await world.break(down)
  await page.evaluate(() => localStorage.setItem("waybill.user", "somebody else"))
  await page.reload()
  await expect(page.getByText(/^Endpoints: /).first()).toBeVisible()
  await expect(rows).toHaveCount(0)
  expect(await page.evaluate(() => localStorage.getItem("waybill.user"))).toBe("local")
  expect(await recents()).toBeNull()
})

/** A server of its own that asks for an access token, as long as the work lasts. */
const withToken = async (
  worker: number,
  work: (server: { readonly origin: string; readonly token: string }) => Promise<void>,
): Promise<void> => {
  const port = Number(process.env["WAYBILL_E2E_PORT"] ?? 5200) + worker * 10 + 5
  const data = mkdtempSync(join(tmpdir(), "waybill-e2e-"))
  const token = "an-access-token-of-this-test"
  const child = spawn("node", ["server/main.ts"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      PORT: String(port),
      WAYBILL_SANDBOX_PORT: String(port + 2),
      WAYBILL_DATA: data,
      WAYBILL_PACKAGES: "60",
      WAYBILL_ACCESS_TOKEN: token,
      LOG_LEVEL: "error",
    },
  })
  try {
    await new Promise<void>((resolve, reject) => {
      child.stdout.once("data", () => resolve())
      child.once("exit", (code) => reject(new Error(`The server ended with ${code}`)))
    })
    await work({ origin: `http://127.0.0.1:${port}`, token })
  } finally {
    const ended = new Promise((resolve) => child.once("exit", resolve))
    child.kill("SIGTERM")
    await ended
    rmSync(data, { recursive: true, force: true })
  }
}

const signIn = async (page: Page, token: string): Promise<void> => {
  await page.getByLabel("Access token").fill(token)
  await page.getByRole("button", { name: "Sign in" }).click()
}

test("signing out leaves nothing of the packages in the browser", async ({ page }, info) => {
  await withToken(info.parallelIndex, async ({ origin, token }) => {
    // What the page carries along for its first list, it carries for those who are signed in alone.
    expect(await (await fetch(`${origin}/c/cylance-sandbox/packages`)).text()).not.toContain(
      "Cylance",
    )
    await page.goto(`${origin}/c/cylance-sandbox/packages`)
    await signIn(page, token)
    await page.locator("tbody [data-row-link]").first().click()
    await expect(page.getByRole("tab").first()).toBeVisible()
    await expect.poll(() => keptIn(page)).toBeGreaterThan(1)
    const recents = () => page.evaluate(() => localStorage.getItem("waybill.recents"))
    await expect.poll(recents).toContain("/c/cylance-sandbox/packages/")

    await page.goto(`${origin}/settings`)
    await page.getByRole("button", { name: "Sign out" }).click()
    await expect(page.getByRole("heading", { name: "Sign in to Waybill" })).toBeVisible()
    await expect.poll(() => keptIn(page)).toBe(0)
    expect(await recents()).toBeNull()
  })
})

test("a session that ends asks for a sign-in that leads back, and blames no provider", async ({
  page,
  context,
}, info) => {
  await withToken(info.parallelIndex, async ({ origin, token }) => {
    const list = `${origin}/c/cylance-sandbox/packages?q=a`
    const rows = page.locator("tbody [data-row-link]")
    const asked = page.getByRole("heading", { name: "Sign in to Waybill" })
    /** Ends it as time does: nobody tells the page. */
    const end = async (): Promise<void> => {
      const headers = {
        origin,
        "sec-fetch-site": "same-origin",
        "content-type": "application/json",
      }
      const ended = await page.request.delete(`${origin}/api/session`, { headers })
      expect(ended.ok()).toBe(true)
    }
    await page.goto(list)
    await signIn(page, token)
    await expect(rows.first()).toBeVisible()
    await expect.poll(() => keptIn(page)).toBeGreaterThan(0)
    // Not for one moment either.
    await page.evaluate(() => {
      new MutationObserver(() => {
        if (/credential|cannot be reached/.test(document.body.innerText))
          document.documentElement.dataset["blamed"] = document.body.innerText
      }).observe(document.body, { subtree: true, childList: true, characterData: true })
    })

    await end()
    await page.getByRole("button", { name: /^Refresh/ }).click()
    await expect(asked).toBeVisible()
    await expect(rows).toHaveCount(0)
    await expect.poll(() => keptIn(page)).toBe(0)
    expect(page.url()).toBe(list)
    await signIn(page, token)
    await expect(rows.first()).toBeVisible()
    await expect(page.getByRole("combobox", { name: "Search packages" })).toHaveValue("a")

    const name = await rows.first().innerText()
    await end()
    await rows.first().click()
    await expect(asked).toBeVisible()
    await signIn(page, token)
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.dataset["blamed"])).toBeUndefined()

    // Who signs out in one tab has signed out in all of them.
    const other = await context.newPage()
    await other.goto(`${origin}/settings`)
    await other.getByRole("button", { name: "Sign out" }).click()
    await expect(asked).toBeVisible()
    await expect(page.getByRole("heading", { level: 1, name })).toHaveCount(0)
  })
})

test("what was kept longer ago than it is shown is deleted, once a day", async ({
  page,
  world,
}) => {
  const id = await world.connect("cylance", { name: "Endpoints" })
  await page.goto(`/c/${id}/packages`)
  await expect(page.locator("tbody [data-row-link]").first()).toBeVisible()
  await expect.poll(() => keptIn(page, id)).toBeGreaterThan(0)
  // The page has gone through it by now, so that is to be forgotten as well.
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem("waybill.swept")), { timeout: 15_000 })
    .not.toBeNull()
  await page.evaluate(async () => {
    localStorage.removeItem("waybill.swept")
    await new Promise<void>((resolve) => {
      const asked = indexedDB.open("waybill")
      asked.addEventListener("success", () => {
        const write = asked.result.transaction("queries", "readwrite")
        const all = write.objectStore("queries")
        const kept = (daysAgo: number) => ({
          buster: "3",
          queryHash: "a question nobody asks again",
          queryKey: [],
          state: { data: [], dataUpdatedAt: Date.now() - daysAgo * 86_400_000 },
        })
        all.put(kept(8), "of last week: too old")
        all.put(kept(6), "of this week: kept")
        all.put({ ...kept(0), buster: "1" }, "of a release before: of no use")
        write.addEventListener("complete", () => {
          asked.result.close()
          resolve()
        })
      })
    })
  })
  await page.reload()
  await expect.poll(() => keptIn(page, "too old"), { timeout: 15_000 }).toBe(0)
  expect(await keptIn(page, "of no use")).toBe(0)
  expect(await keptIn(page, "of this week")).toBe(1)
  expect(await keptIn(page, id)).toBeGreaterThan(0)
})
