import { createHash } from "node:crypto"
import { gzipSync } from "node:zlib"
import { describe, expect, it } from "vitest"
import { ar, deb, look, tar, tgz, zip, zipOf } from "./archiveFixtures.ts"
import { analyze } from "./index.ts"
import { limits } from "./limits.ts"
import { AnalysisFailed } from "./types.ts"

const failure = async (work: Promise<unknown>): Promise<AnalysisFailed> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof AnalysisFailed)) throw new Error("It did not fail as it should")
  return error
}

/** Bytes that do not compress, always the same. */
const noise = (size: number): Uint8Array => {
  const blocks: Uint8Array[] = []
  for (let at = 0; at * 64 < size; at += 1)
    blocks.push(createHash("sha512").update(String(at)).digest())
  return Buffer.concat(blocks).subarray(0, size)
}

describe("what is corrupt", () => {
  it("fails on a cut tgz, a cut zip, a cut deb and a tar with a broken header", async () => {
    const files = { "package/package.json": "{}", "package/noise": noise(20_000) }
    const packed = await tgz(files)
    const zipped = zip(files)
    const debian = await deb({ "./control": "Package: a\nVersion: 1\n" }, files)
    const plain = Buffer.from(await tar(files))
    plain[1024 + 20] = 1
    for (const [name, bytes] of [
      ["a.tgz", packed.subarray(0, packed.length / 2)],
      ["a.zip", zipped.subarray(0, zipped.length / 2)],
      ["a.deb", debian.subarray(0, debian.length / 2)],
      ["a.tar", plain],
      ["a.tar", (await tar(files)).subarray(0, 9000)],
    ] as const) {
      const error = await failure(look(name, bytes))
      expect([error.code, error.message]).toEqual([
        "corrupt",
        expect.stringMatching(/is corrupt: ./),
      ])
    }
  })

  it("fails on a member of a zip whose checksum is wrong", async () => {
    const error = await failure(look("a.zip", zipOf([{ name: "a", content: "abc", crc: 1 }])))
    expect(error.message).toBe("The zip archive is corrupt: the checksum of a is wrong")
  })

  it("fails where the name claims an archive and the bytes are none", async () => {
    for (const name of ["a.tgz", "a.whl", "a.jar", "a.deb", "A.ZIP", "a.tar.xz"])
      expect((await failure(look(name, Buffer.from("words")))).code).toBe("corrupt")
    // No tar archive in the gzip file.
    expect((await failure(look("a.tgz", gzipSync(noise(2000))))).code).toBe("corrupt")
    // The other way round there is no claim.
    expect((await look("a.dat", zip({ b: "c" }))).contents).toHaveLength(1)
  })

  it("fails on a .deb whose own members are corrupt", async () => {
    const whole = await tgz({ "./control": "Package: a\nVersion: 1\n" })
    const bytes = ar({ "debian-binary": "2.0\n", "control.tar.gz": whole.subarray(0, 60) })
    expect((await failure(look("a.deb", bytes))).message).toMatch(/^The deb archive is corrupt: /)
  })

  it("is not held up by texts made to be slow, nor broken by manifests made to be deep", async () => {
    const deep = '{"dependencies":{"a":'.repeat(200_000)
    const found = await look(
      "a.zip",
      zip({
        "a.txt": `http://a/${")".repeat(500_000)}`,
        "META-INF/maven/a/b/pom.xml": "<!--<parent><licenses><license>".repeat(20_000),
        "package.json": JSON.stringify({
          name: "a",
          version: "1.0.0",
          author: " ".repeat(500_000),
        }),
        "package-lock.json": `${deep}{}${"}}".repeat(200_000)}`,
      }),
    )
    expect(found.notes.map(({ path }) => path)).toEqual(["package-lock.json"])
    expect(found.components.map(({ publisher }) => publisher)).toEqual([null])
    expect(found.urls).toEqual([])
  })

  it("notes a corrupt archive inside another, and goes on", async () => {
    const found = await look(
      "a.zip",
      zip({ "b.tgz": (await tgz({ c: noise(500) })).subarray(0, 90), "d.txt": "d" }),
    )
    expect(found.notes).toEqual([
      { path: "b.tgz", reason: expect.stringMatching(/^It could not be unpacked: /) },
    ])
    expect(found.contents.map(({ path }) => path)).toEqual(["b.tgz", "d.txt"])
  })

  it("says when the file is not there, is no file, or nobody waits any more", async () => {
    expect((await failure(analyze({ path: "/nowhere/at/all", name: "a" }))).code).toBe("unreadable")
    expect((await failure(analyze({ path: "/", name: "a" }))).code).toBe("unreadable")
    const bytes = await tgz({ a: "a" })
    expect((await failure(look("a.tgz", bytes, AbortSignal.abort()))).code).toBe("cancelled")
  })
})

describe("what would do harm", () => {
  it("stops at a decompression bomb, plain and nested", async () => {
    const zeros = Buffer.alloc(limits.bombFrom + 2 ** 20)
    const bomb = gzipSync(zeros, { level: 1 })
    expect((await failure(look("a.gz", bomb))).code).toBe("bomb")
    expect((await failure(look("a.zip", zip({ "b.gz": bomb })))).code).toBe("bomb")
  })

  it("reports names and links that lead out, and follows none", async () => {
    const found = await look(
      "a.tgz",
      await tgz({ "../../etc/passwd": "x", "ok/../fine": "y" }, [
        { name: "a/in", type: "symlink", linkname: "../ok/fine", size: 0 },
        { name: "a/out", type: "symlink", linkname: "../../etc/shadow", size: 0 },
        { name: "a/absolute", type: "symlink", linkname: "/etc/shadow", size: 0 },
        { name: "a/hard", type: "link", linkname: "ok/fine", size: 0 },
      ]),
    )
    expect(found.tampering.map(({ kind, path }) => [kind, path])).toEqual([
      ["traversal", "../../etc/passwd"],
      ["link", "a/absolute"],
      ["link", "a/out"],
    ])
    const zipped = await look(
      "a.zip",
      zipOf([
        { name: "/abs", content: "x" },
        { name: "C:\\win", content: "x" },
        { name: "l", content: "../up", mode: 0o120777 },
      ]),
    )
    expect(zipped.tampering.map(({ kind, path }) => [kind, path])).toEqual([
      ["traversal", "/abs"],
      ["traversal", "C:/win"],
      ["link", "l"],
    ])
  })

  it("lets an operating system's package link from its root", async () => {
    const { tampering } = await look(
      "a.zip",
      zip({
        "data.tar": await tar({}, [
          { name: "./bin", type: "symlink", linkname: "/usr/bin", size: 0 },
          { name: "./up", type: "symlink", linkname: "/../x", size: 0 },
        ]),
      }),
    )
    expect(tampering.map(({ path }) => path)).toEqual(["data.tar!/up"])
  })

  it("notes what is encrypted, and what lies too deep", async () => {
    const locked = await look("a.zip", zipOf([{ name: "s", content: "x", encrypted: true }]))
    expect(locked.notes).toEqual([{ path: "s", reason: "It is encrypted." }])
    let bytes = zip({ "0.txt": "x" })
    for (let at = 1; at <= limits.depth; at += 1) bytes = zip({ [`${at}.zip`]: bytes })
    const { notes, totals } = await look("deep.zip", bytes)
    expect(notes).toEqual([
      { path: expect.stringMatching(/1\.zip$/), reason: "It lies more than 6 archives deep." },
    ])
    expect(totals.archives).toBe(limits.depth)
  })
})
