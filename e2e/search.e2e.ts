import { readFileSync } from "node:fs"
import { names, own, parts, settled } from "./allPackages.ts"
import { seriousIn } from "./axe.ts"
import { expect, test } from "./fixtures.ts"
import { list } from "./openList.ts"

/** A name of one plain word, and the same with two slips of the finger that no package has. */
const slip = (all: readonly string[]): { readonly name: string; readonly typo: string } => {
  for (const name of all) {
    const [, start, a, b, middle, end] =
      /^([a-z]{3})([a-z])([a-z])([a-z]{3,})[a-z](.)$/.exec(name) ?? []
    if (start === undefined || a === b) continue
    // Two neighbours are swapped, and the last letter but one is left out.
    const typo = `${start}${b ?? ""}${a ?? ""}${middle ?? ""}${end ?? ""}`
    if (!all.some((one) => one.includes(typo))) return { name, typo }
  }
  throw new Error(`No name to mistype among ${all.join(", ")}`)
}

test("two slips of the finger find what is similar, and says that it is no more than that", async ({
  page,
  world,
}) => {
  await world.connect("spectra")
  await world.connect("astra")
  // From the end of the alphabet: at its start stand scopes and digits.
  await page.goto("/packages?sort=-name&per=100")
  await settled(page, 2)
  await expect(page.locator("tbody [data-row-link]")).toHaveCount(100)
  const { name, typo } = slip(await names(page))

  await page.goto(`/packages?q=${typo}`)
  await expect(page.getByText(`No exact match for “${typo}”; showing similar names.`)).toBeVisible()
  await expect(
    list(page).getByText(/^None of [\d,]+ packages matches; [\d,]+ similar$/),
  ).toBeVisible()
  await expect.poll(() => names(page)).toContain(name)

  // Within a column, too, there is a way to what was meant.
  await page.goto(`/packages?name=${typo}`)
  await expect(list(page).getByText("No package matches")).toBeVisible()
  await list(page)
    .getByText(/^Did you mean/)
    .getByRole("button")
    .click()
  await expect(page.locator("tbody [data-row-link]").first()).toBeVisible()
  await page.goto(`/packages?q=${typo}`)
  await expect(page.getByText("showing similar names")).toBeVisible()
  // Which connections are being read stands above the box, and is done changing.
  await settled(page, 2)

  const box = page.getByRole("combobox", { name: "Search packages" })
  const place = await box.boundingBox()
  await box.fill(name.slice(0, -1))
  await expect(page.getByText("showing similar names")).toBeHidden()
  // Nothing comes or goes above what somebody writes in.
  expect(await box.boundingBox()).toEqual(place)
  // The values that rows have are offered, whatever the letters of their column's name left of the list.
  await box.fill("owner")
  await expect(page).toHaveURL(/q=owner$/)
  await box.press("End")
  await box.pressSequentially(":")
  const offers = page.getByRole("listbox", { name: "Ways to go on" }).getByRole("option")
  await expect.poll(() => offers.count()).toBeGreaterThan(5)
  await box.press("Escape")
  await box.fill(name)
  // The name itself comes before every name that has it as a part, and is marked where it stands.
  await expect.poll(async () => (await names(page))[0]).toBe(name)
  await expect
    .poll(() => page.evaluate(() => CSS.highlights.get("search")?.size ?? 0))
    .toBeGreaterThan(0)
  expect(await seriousIn(page)).toEqual([])
})

test("a row that was found by what nobody sees of it says by what, in the height that it has", async ({
  page,
  world,
}) => {
  await world.connect("cloudfoundry")
  const row = page.locator("tr[data-row-id]").first()
  await page.goto("/packages")
  await settled(page, 1)
  const height = (await row.boundingBox())?.height
  const box = page.getByRole("combobox", { name: "Search packages" })
  await box.fill("package=debian")
  const reason = row.getByText(/^Other text: .*package=debian/)
  await expect(reason).toBeVisible()
  expect((await row.boundingBox())?.height).toBe(height)
  // What is no column here and is marked all the same: the mark is on what is told of it.
  await expect
    .poll(() => page.evaluate(() => CSS.highlights.get("search")?.size ?? 0))
    .toBeGreaterThan(0)
  expect(await seriousIn(page)).toEqual([])
  await page.goto("/packages?q=package%3Ddebian&cols=name,otherText")
  await expect(row).toContainText("package=debian")
  await expect(reason).toBeHidden()
})

test("a search without a hit so far says which connections may still have one, and what to do", async ({
  page,
  world,
}) => {
  await world.connect("vrealize")
  await world.connect("cloudfoundry")
  const down = {
    match: { api: "cloudfoundry", path: "/v3/packages" },
    fault: { kind: "status", status: 503 },
  } as const
  await world.break([
    down,
    { match: { api: "vrealize" }, fault: { kind: "status", status: 429, retryAfter: 60 } },
  ])
  await page.goto("/packages?q=zzqqx")
  const missing = list(page).getByRole("list", { name: "Connections still missing" })
  const [waiting, failed] = ["Test vrealize", "Test cloudfoundry"].map((name) =>
    missing.getByRole("listitem").filter({ hasText: name }),
  )
  await expect(waiting ?? missing).toContainText(/asked to wait, goes on in \d+ s/)
  const again = (failed ?? missing).getByRole("button", { name: "Try again" })
  await expect(again).toBeVisible({ timeout: 60_000 })
  await expect(missing.getByRole("listitem")).toHaveCount(2)
  await expect(list(page).getByText(/^None of [\d,]+ packages read so far matches$/)).toBeVisible()
  expect(await seriousIn(page)).toEqual([])

  // What a connection's filter leaves out need not be read to know all of the others.
  const box = page.getByRole("combobox", { name: "Search packages" })
  await box.fill('zzqqx connection:"Spectra Assure sandbox"')
  await expect(list(page).getByText(/^0 of at least [\d,]+ packages$/)).toBeVisible()
  await expect(list(page).getByText("No package matches")).toBeVisible()
  await expect(missing).toBeHidden()
  await box.fill('zzqqx connection:"Test cloudfoundry"')
  await expect(missing.getByRole("listitem")).toHaveCount(1)
  // Asked by itself just now it would be there, and the button gone, before it is pressed.
  await world.break([{ match: down.match, fault: { kind: "hold" } }])
  await again.click()
  await world.heal()
  await expect(list(page).getByText("No package matches")).toBeVisible()
})

test("one connection that fails is named with its reason, and the others are searched", async ({
  page,
  world,
}) => {
  await world.connect("vrealize")
  await world.connect("cloudfoundry")
  await world.break([
    {
      match: { api: "cloudfoundry", path: "/v3/packages" },
      fault: { kind: "status", status: 503 },
    },
    { match: { api: "vrealize" }, fault: { kind: "status", status: 429, retryAfter: 15 } },
  ])
  await page.goto("/packages")
  // One that asks to wait is not just slow.
  await expect(parts(page)).toContainText(/Test vrealize ?asked to wait, goes on in \d+ s/)
  await world.break([
    {
      match: { api: "cloudfoundry", path: "/v3/packages" },
      fault: { kind: "status", status: 503 },
    },
  ])
  await expect(parts(page)).toContainText(
    `Searching ${own + 1} of ${own + 2} connections. Test cloudfoundry could not be read.`,
    { timeout: 60_000 },
  )
  await expect(page.locator("tbody [data-row-link]").first()).toBeVisible()
  await expect(list(page).getByText(/^at least [\d,]+ packages$/)).toBeVisible()
  expect(await seriousIn(page)).toEqual([])
  // What is exported meanwhile says the same.
  await page.getByRole("button", { name: "Export packages" }).click()
  const saved = page.waitForEvent("download")
  await page.getByRole("button", { name: /^Export all packages/ }).click()
  expect(readFileSync(await (await saved).path(), "utf8")).toContain(
    `NOT COMPLETE: Test cloudfoundry could not be read; ${own + 1} of ${own + 2} connections are whole`,
  )
  // Asked by itself just now it would be there, and the button gone, before it is pressed.
  await world.break([
    { match: { api: "cloudfoundry", path: "/v3/packages" }, fault: { kind: "hold" } },
  ])
  await parts(page).getByRole("button", { name: "Try again" }).click()
  await world.heal()
  await settled(page, 2)
  await expect(list(page).getByText(/^[\d,]+ packages$/)).toBeVisible()
})

test("the same artifact in two places is found by its digest", async ({ page, world }) => {
  await world.connect("cloudfoundry", { name: "Blue" })
  await world.connect("cloudfoundry", { name: "Green" })
  await page.goto("/packages?connection=Blue")
  await settled(page, 2)
  await page
    .getByRole("link", { name: /The same artifact is in/ })
    .first()
    .click()
  await expect(page).toHaveURL(/\/packages\?digest=sha/)
  // The address is ahead of the rows: a page full of others stands there until then.
  await expect(page.locator("tr[data-index='49']")).toHaveCount(0)
  await expect(list(page).getByText(/^\d+ of [\d,]+ packages$/)).toBeVisible()
  const digest = new URL(page.url()).searchParams.get("digest") ?? ""
  const here = await names(page)
  expect(here.length).toBeGreaterThan(1)

  // Pasted into the search it is found as well.
  await page.goto(`/packages?q=${digest}`)
  await expect.poll(async () => (await names(page)).toSorted()).toEqual(here.toSorted())

  // So it is as images are referred to, typed into the box, where a colon may also stand behind a field.
  const box = page.getByRole("combobox", { name: "Search packages" })
  await box.fill("registry.example.com:5000/no-such:1.0")
  await expect(list(page).getByText(/^0 of [\d,]+ packages$/)).toBeVisible()
  await box.fill(`registry.example.com/team/img:1.0@${digest}`)
  await expect.poll(async () => (await names(page)).toSorted()).toEqual(here.toSorted())
  await box.fill(digest)

  await page.locator("tbody [data-row-link]").first().click()
  const elsewhere = page.getByRole("region", { name: "The same artifact elsewhere" })
  await expect(elsewhere).toContainText("Also in")
  // The way through them outlives a reload, which takes what was read out of memory.
  const through = page.getByRole("navigation", { name: "Through all packages" })
  await expect(through).toContainText(`1 of ${here.length}`)
  await page.reload()
  await expect(through).toContainText(`1 of ${here.length}`)
  const first = page.url()
  await page.keyboard.press("]")
  await expect(page).not.toHaveURL(first)
  await expect(through).toContainText(`2 of ${here.length}`)
  await page.keyboard.press("[")
  await expect(page).toHaveURL(first)
  await expect(elsewhere).toContainText("Also in")
  const before = page.url()
  await elsewhere.getByRole("listitem").first().getByRole("link").click()
  await expect(page).not.toHaveURL(before)
  await expect(elsewhere).toContainText("Also in")
})

test("no count is said to be exact before it is of all rows", async ({ page, world }) => {
  await page.addInitScript(() => {
    const said = new Set<string>()
    Object.assign(globalThis, { exactlySaid: said })
    new MutationObserver(() => {
      for (const { textContent } of document.querySelectorAll("span.numeric"))
        if (/^[\d,]+ of [\d,]+ packages$/.test(textContent)) said.add(textContent)
    }).observe(document, { subtree: true, childList: true, characterData: true })
  })
  const client = await page.context().newCDPSession(page)
  await client.send("Emulation.setCPUThrottlingRate", { rate: 4 })
  await world.connect("cylance")
  await page.goto("/packages?q=e&state=failed")
  await settled(page, 1)
  await expect(list(page).getByText(/^[\d,]+ of [\d,]+ packages$/)).toBeVisible()
  const said = await page.evaluate(() => [...Reflect.get(globalThis, "exactlySaid")])
  expect(said).toHaveLength(1)
})

test("the way back from an item leads to the page on which it stands, of a list that was read whole, too", async ({
  page,
  world,
}) => {
  await world.connect("cylance")
  await page.goto("/packages?q=e&per=25")
  const rows = page.locator("tbody [data-row-link]")
  await settled(page, 1)
  await expect(rows).toHaveCount(25)
  const through = page.getByRole("navigation", { name: "Through all packages" })
  await rows.last().press("Enter")
  await expect(through).toContainText(/^25 of /)
  await page.keyboard.press("]")
  await expect(through).toContainText(/^26 of /)
  const here = new URL(page.url()).pathname
  await through.getByRole("link").click()
  await expect(page).toHaveURL(/page=2/)
  await expect(rows.first()).toHaveAttribute("href", here)
  await rows.first().press("Enter")
  await expect(through).toContainText(/^26 of /)
  await page.keyboard.press("[")
  await expect(through).toContainText(/^25 of /)
  await through.getByRole("link").click()
  await expect(page).not.toHaveURL(/page=/)
  await expect(rows).toHaveCount(25)
})
