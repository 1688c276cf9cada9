import { readFileSync } from "node:fs"
import { buffer } from "node:stream/consumers"
import { gzipSync } from "node:zlib"
import type { Download, Locator, Page } from "@playwright/test"
import { packTar } from "modern-tar"
import * as v from "valibot"
import { fromBufferPromise } from "yauzl"
import { expect } from "./fixtures.ts"
import type { World } from "./fixtures.ts"

/** Names as people give them: each has to be encoded, and to come back as it is. */
export const project = "R&D #1 100% +ü"
export const item = "@scope__left pad"

const segment = encodeURIComponent

/** A real npm archive of a few hundred bytes; another text makes another file. */
export const archive = async (version: string, text = ""): Promise<Buffer> => {
  const body = Buffer.from(
    JSON.stringify({ name: "left-pad", version, license: "MIT", description: text }),
  )
  const entry = { header: { name: "package/package.json", size: body.length }, body }
  return gzipSync(await packTar([entry]))
}

/** An archive whose end is missing: it cannot be analysed. */
export const broken = async (): Promise<Buffer> => (await archive("9.9.9")).subarray(0, 60)

export type Portal = {
  readonly connection: string
  /** The page of the package, or of what stands below it. */
  readonly path: (version?: string) => string
  /** Puts a version there as any other client of the Portal would. */
  readonly put: (version: string, query?: string, file?: Buffer) => Promise<void>
  /** What the Portal itself says of the package or a version. */
  readonly said: (version?: string) => Promise<unknown>
  readonly versions: () => Promise<readonly string[]>
}

const Listed = v.looseObject({
  versions: v.nullable(v.array(v.looseObject({ version: v.string() }))),
})

/** A Portal of the test's own, whose analyses are quick. */
export const openPortal = async (page: Page, world: World): Promise<Portal> => {
  await world.options("spectra", { analysisMs: 300 })
  const connection = await world.connect("spectra")
  const { origin } = new URL((await page.request.get("/healthz")).url())
  const at = (verb: string, version?: string): string =>
    `/api/connections/${connection}/upstream/${verb}/Sandbox/Default/pkg:rl/${segment(project)}/${segment(item)}${version === undefined ? "" : `@${segment(version)}`}`
  const said = async (version?: string): Promise<unknown> => {
    const answer = await page.request.get(at("list", version))
    expect(answer.status(), await answer.text()).toBe(200)
    return await answer.json()
  }
  return {
    connection,
    path: (version) =>
      `/c/${connection}/projects/${segment(project)}/packages/${segment(item)}${version === undefined ? "" : `/versions/${segment(version)}`}`,
    put: async (version, query = "", file) => {
      const answer = await page.request.post(`${at("scan", version)}${query}`, {
        data: file ?? (await archive(version)),
        headers: {
          origin,
          "sec-fetch-site": "same-origin",
          "content-type": "application/octet-stream",
          "content-disposition": `attachment; filename="left-pad-${version}.tgz"`,
        },
      })
      expect([answer.status(), await answer.text()]).toEqual([201, "Created"])
    },
    said,
    versions: async () => {
      const { versions } = v.parse(Listed, await said())
      return (versions ?? []).map((one) => one.version)
    },
  }
}

/** Drops files on the page, as from a folder of the desktop. */
export const drop = async (
  page: Page,
  files: readonly { readonly name: string; readonly body: Buffer }[],
): Promise<void> => {
  // What takes files is loaded behind the rows.
  await expect(page.getByRole("button", { name: "Upload and scan", exact: true })).toBeVisible()
  const sent = files.map(({ name, body }) => ({ name, bytes: [...body] }))
  const transfer = await page.evaluateHandle((all) => {
    const data = new DataTransfer()
    for (const { name, bytes } of all) data.items.add(new File([new Uint8Array(bytes)], name))
    return data
  }, sent)
  await page.dispatchEvent("body", "dragenter", { dataTransfer: transfer })
  await expect(page.getByText(/^Drop to upload to/)).toBeVisible()
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer })
}

/** So many versions of a list are analysed, as their page has heard: before that nothing of it can be had. */
export const analysed = async (page: Page, count: number): Promise<void> =>
  await expect(
    page.locator("td[data-column=analysis]").filter({ hasText: /\bDONE\b/ }),
  ).toHaveCount(count)

/** Has the time for "Undo" last, however long it takes to get to it. @returns what ends that */
export const holdUndo = async (page: Page): Promise<() => Promise<void>> => {
  const held = await page.evaluateHandle(() => {
    const usual = globalThis.setTimeout
    const set = (then: () => void, ms?: number) => usual(then, ms === 8000 ? 600_000 : ms)
    globalThis.setTimeout = Object.assign(set, usual)
    return {
      end: (): void => {
        globalThis.setTimeout = usual
      },
    }
  })
  return () => held.evaluate(({ end }) => end())
}

export const jobsOf = (page: Page): Locator => page.getByRole("region", { name: "Jobs" })

/** A dialog that has taken the focus: what is pressed now is meant for it. */
export const opened = async (dialog: Locator): Promise<void> =>
  await expect(dialog.locator(":focus")).toHaveCount(1)

/** Tab by Tab to a control, as someone without a mouse gets there. */
export const tabTo = async (page: Page, control: Locator, most = 60): Promise<void> => {
  await expect(control).toBeVisible()
  for (let press = 0; press < most; press += 1) {
    if (await control.evaluate((node) => node === document.activeElement)) return
    await page.keyboard.press("Tab")
  }
  throw new Error(`It takes more than ${most} presses of Tab to get there.`)
}

/** What a zip holds, by name. */
export const unzip = async (download: Download): Promise<ReadonlyMap<string, Buffer>> => {
  const zip = await fromBufferPromise(readFileSync(await download.path()))
  const found = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry())
    found.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  return found
}
