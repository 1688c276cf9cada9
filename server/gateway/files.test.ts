import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { brotliDecompressSync, gunzipSync } from "node:zlib"
import { afterAll, describe, expect, it } from "vitest"
import type { Connection } from "../../src/model/connection.ts"
import type { Start } from "../../src/model/start.ts"
import { createFiles } from "./files.ts"

const parent = mkdtempSync(join(tmpdir(), "waybill-"))
afterAll(() => rmSync(parent, { recursive: true, force: true }))
const folder = join(parent, "dist")
mkdirSync(join(folder, "assets"), { recursive: true })
mkdirSync(join(folder, ".vite"))
writeFileSync(join(parent, "outside.txt"), "outside")
const html = (text: string): string =>
  `<!doctype html>${text}<script id="start" type="application/json"></script></html>`
writeFileSync(join(folder, "index.html"), html("page"))
writeFileSync(join(folder, "theme.js"), "theme()")
writeFileSync(join(folder, "assets", "index-Ab_c-1.js"), "x".repeat(2000))
writeFileSync(join(folder, "assets", "inter.woff2"), "font")
const manifest = join(folder, ".vite", "manifest.json")
writeFileSync(
  manifest,
  JSON.stringify({
    "index.html": { file: "assets/index.js", imports: ["_vendor.js", "_app.js"] },
    "src/providers/astra/index.ts": { file: "assets/astra.js", imports: ["_vendor.js"] },
    "_vendor.js": { file: "assets/vendor.js" },
    "_app.js": { file: "assets/app.js", imports: ["_vendor.js"] },
    "_rail-1.js": { file: "assets/rail.js", name: "rail", imports: ["_app.js"] },
  }),
)

const files = createFiles(folder)
const session = { user: "", signedIn: true, sandbox: false, version: "1" }
const get = (path: string, headers: Record<string, string> = {}, start?: Start) =>
  files(new Request(`http://h${path}`, { headers }), () => Promise.resolve(start))
const page = { accept: "text/html,*/*" }
const acme: Connection = {
  id: "acme",
  provider: "astra",
  name: "Acme",
  settings: {},
  secrets: [],
  sandbox: false,
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-01T00:00:00Z",
}

describe("the built app", () => {
  it("keeps hashed files for ever, compressed as the browser can read it", async () => {
    const plain = await get("/assets/index-Ab_c-1.js")
    expect(plain.headers.get("cache-control")).toBe("public, max-age=31536000, immutable")
    expect(plain.headers.get("content-type")).toBe("text/javascript; charset=utf-8")
    expect(plain.headers.get("content-length")).toBe("2000")
    const br = await get("/assets/index-Ab_c-1.js", { "accept-encoding": "gzip, br" })
    expect(br.headers.get("content-encoding")).toBe("br")
    expect(brotliDecompressSync(await br.bytes()).length).toBe(2000)
    const gzip = await get("/assets/index-Ab_c-1.js", { "accept-encoding": "gzip" })
    expect(gunzipSync(await gzip.bytes()).length).toBe(2000)
    const font = await get("/assets/inter.woff2", { "accept-encoding": "gzip, br" })
    expect(font.headers.get("content-encoding")).toBeNull()
  })

  it("makes the page anew for each who asks, of the newest build, and lets nobody keep it", async () => {
    const first = await get("/", page)
    expect(first.headers.get("cache-control")).toBe("no-store")
    expect(await first.text()).toBe(html("page"))
    const start = { session, connections: [acme] }
    expect(await (await get("/", page, start)).text()).toBe(
      html("page").replace("></script>", `>${JSON.stringify(start)}</script>`),
    )
    writeFileSync(join(folder, "index.html"), html("new"))
    utimesSync(join(folder, "index.html"), new Date(), new Date(Date.now() + 5000))
    expect(await (await get("/", page)).text()).toContain("new")
  })

  it("writes names into the page that could end an element, and no element ends", async () => {
    const name = "</script><!--<script>alert(1)"
    const text = await (await get("/", page, { session, connections: [{ ...acme, name }] })).text()
    expect(text.match(/<\/?script/g)).toHaveLength(2)
    const data = /application\/json">(.*)<\/script>/.exec(text)?.[1] ?? ""
    expect(JSON.parse(data)).toEqual({ session, connections: [{ ...acme, name }] })
  })

  it("answers navigation with the page, and anything else that is missing with 404", async () => {
    expect((await get("/c/acme/packages/a.b", page)).status).toBe(200)
    expect((await get("/", { accept: "*/*" })).status).toBe(200)
    expect((await get("/assets/gone.js")).status).toBe(404)
    expect((await get("/c/acme")).status).toBe(404)
  })

  it("has the scripts of a connection's page loaded with it, once each, and any other's navigation", async () => {
    const links = (names: readonly string[]): string =>
      [
        "</theme.js>; rel=preload; as=script",
        ...names.map((name) => `</assets/${name}.js>; rel=modulepreload`),
      ].join(", ")
    const shared = ["index", "vendor", "app"]
    const { headers } = await get("/c/acme/packages", page)
    expect(headers.get("link")).toBe(links(shared))
    const known = await get("/c/acme/packages", page, { session, connections: [acme] })
    expect(known.headers.get("link")).toBe(links([...shared, "astra"]))
    const other = await get("/settings", page)
    expect(other.headers.get("link")).toBe(links(["rail", "app", "vendor"]))
    expect((await get("/assets/index-Ab_c-1.js")).headers.has("link")).toBe(false)
    writeFileSync(manifest, "no JSON")
    utimesSync(manifest, new Date(), new Date(Date.now() + 5000))
    const bare = await get("/c/acme/packages", page)
    expect(bare.status).toBe(200)
    expect(bare.headers.has("link")).toBe(false)
  })

  it.each([
    "/../outside.txt",
    "/%2e%2e/outside.txt",
    "/..%2foutside.txt",
    "/.vite/manifest.json",
    "/assets",
  ])("does not give out %s", async (path) => {
    expect((await get(path)).status).toBe(404)
  })
})
