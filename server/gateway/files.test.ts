import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { brotliDecompressSync, gunzipSync } from "node:zlib"
import { afterAll, describe, expect, it } from "vitest"
import { createFiles } from "./files.ts"

const parent = mkdtempSync(join(tmpdir(), "waybill-"))
afterAll(() => rmSync(parent, { recursive: true, force: true }))
const folder = join(parent, "dist")
mkdirSync(join(folder, "assets"), { recursive: true })
mkdirSync(join(folder, ".vite"))
writeFileSync(join(parent, "outside.txt"), "outside")
writeFileSync(join(folder, "index.html"), "<!doctype html>page")
writeFileSync(join(folder, "theme.js"), "theme()")
writeFileSync(join(folder, "assets", "index-Ab_c-1.js"), "x".repeat(2000))
writeFileSync(join(folder, "assets", "inter.woff2"), "font")
const manifest = join(folder, ".vite", "manifest.json")
writeFileSync(
  manifest,
  JSON.stringify({
    "src/pages/Place.tsx": { file: "assets/Place.js", imports: ["_vendor.js", "_table.js"] },
    "src/pages/List.tsx": { file: "assets/List.js", imports: ["_table.js"] },
    "_vendor.js": { file: "assets/vendor.js" },
    "_table.js": { file: "assets/table.js", imports: ["_vendor.js"] },
  }),
)

const files = createFiles(folder)
const get = (path: string, headers: Record<string, string> = {}) =>
  files(new Request(`http://h${path}`, { headers }))
const page = { accept: "text/html,*/*" }

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

  it("has the page asked for each time, and says when it is still the same", async () => {
    const first = await get("/", page)
    expect(first.headers.get("cache-control")).toBe("no-cache")
    const etag = first.headers.get("etag") ?? ""
    expect((await get("/", { ...page, "if-none-match": etag })).status).toBe(304)
    writeFileSync(join(folder, "index.html"), "<!doctype html>new")
    utimesSync(join(folder, "index.html"), new Date(), new Date(Date.now() + 5000))
    const second = await get("/", { ...page, "if-none-match": etag })
    expect(await second.text()).toContain("new")
  })

  it("answers navigation with the page, and anything else that is missing with 404", async () => {
    expect((await get("/c/acme/packages/a.b", page)).status).toBe(200)
    expect((await get("/", { accept: "*/*" })).status).toBe(200)
    expect((await get("/assets/gone.js")).status).toBe(404)
    expect((await get("/c/acme")).status).toBe(404)
  })

  it("has a list's scripts loaded with its page, once each, and no other page's", async () => {
    const { headers } = await get("/c/acme/packages", page)
    expect(headers.get("link")).toBe(
      ["Place", "vendor", "table", "List"]
        .map((name) => `</assets/${name}.js>; rel=modulepreload`)
        .join(", "),
    )
    expect((await get("/settings", page)).headers.has("link")).toBe(false)
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
