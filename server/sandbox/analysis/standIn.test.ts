import { describe, expect, it } from "vitest"
import { look } from "./archiveFixtures.ts"
import { makeStandIn } from "./index.ts"

describe("stand-ins", () => {
  it("are npm packages with the seed's facts, always the same bytes", async () => {
    const of = { from: "npm", name: "@s/lodash", version: "4.17.20", licence: "MIT" } as const
    const { name, bytes } = await makeStandIn(of)
    expect(name).toBe("s-lodash-4.17.20.tgz")
    expect((await makeStandIn(of)).bytes).toEqual(bytes)
    const found = await look(name, bytes)
    expect(found.file.identity.kind).toBe("npm")
    expect(found.components).toMatchObject([
      { purl: "pkg:npm/%40s/lodash@4.17.20", licence: { expression: "MIT" } },
    ])
    expect(found.contents.map(({ path }) => path)).toEqual(["package/package.json"])
  })

  it("are Debian packages with the seed's facts", async () => {
    const { name, bytes } = await makeStandIn({
      from: "debian",
      name: "xz-utils",
      version: "1:5.6.0-0.2",
      publisher: "Debian QA Group",
    })
    expect(name).toBe("xz-utils_5.6.0-0.2_amd64.deb")
    const found = await look(name, bytes)
    expect(found.file.identity.kind).toBe("deb")
    expect(found.notes).toEqual([])
    expect(found.components).toMatchObject([
      { name: "xz-utils", version: "1:5.6.0-0.2", publisher: "Debian QA Group" },
    ])
    expect(found.main).toBe(found.components[0]?.id)
  })
})
