import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { tgz, look, zip } from "./archiveFixtures.ts"
import { findHardening } from "./hardening.ts"

/** Put together here, so that no scanner takes this file for a leak. */
const join = (...parts: readonly string[]): string => parts.join("")
const token = (prefix: string, length: number): string =>
  prefix + "aB3dE5gH7jK9mN1pQ2sT4vW6yZ8bC0xF".repeat(4).slice(0, length)
const pem = join("-----BEGIN RSA PRI", "VATE KEY-----\n", token("MII", 60), "\n")

describe("secrets", () => {
  it("finds each documented form, with its line and without the credential", async () => {
    const secrets = {
      "private-key": pem,
      "aws-access-key-id": join("AKIA", "Q3EGRZ7NXW2LDVKB"),
      "github-token": token("ghp_", 36),
      "gitlab-token": token("glpat-", 20),
      "npm-token": token("npm_", 36),
      "pypi-token": token("pypi-AgEIcHlwaS5vcmc", 60),
      "slack-token": join("xoxb-", "123456789012-", token("", 24)),
      "slack-webhook": join(
        "https://hooks.slack.com/",
        "services/TABCDEFGH/BABCDEFGH/",
        token("", 24),
      ),
      "stripe-key": token("sk_live_", 24),
      "google-api-key": token("AIza", 35),
      "sendgrid-key": `SG.${token("", 22)}.${token("", 43)}`,
    }
    for (const [kind, secret] of Object.entries(secrets)) {
      const found = await look("a.txt", Buffer.from(`first\n\nkey = "${secret}"\n`))
      expect(found.secrets).toMatchObject([{ kind, path: "a.txt", line: 3 }])
      expect(JSON.stringify(found.secrets)).not.toContain(secret.slice(5))
    }
  })

  it("takes placeholders, encrypted keys, Amazon's examples and parts of longer words for none", async () => {
    const words = [
      `ghp_${"x".repeat(36)}`,
      "AKIAIOSFODNN7EXAMPLE",
      `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${token("MII", 60)}`,
      "-----BEGIN PRIVATE KEY----- and then words",
      token("ghp_", 40),
      token("my_npm_", 36),
    ]
    expect((await look("a.txt", Buffer.from(words.join("\n")))).secrets).toEqual([])
  })

  it("looks into archives, and not into binaries", async () => {
    const secret = token("npm_", 36)
    const found = await look(
      "a.zip",
      zip({
        "b.tgz": await tgz({ "c/.npmrc": `//r/:_authToken=${secret}\n` }),
        "d.bin": Buffer.concat([Buffer.from([0, 1]), Buffer.from(secret)]),
      }),
    )
    expect(found.secrets.map(({ path }) => path)).toEqual(["b.tgz!/c/.npmrc"])
  })
})

describe("addresses", () => {
  it("finds those in texts, without the sentence around them, and counts them", async () => {
    const text =
      "See https://example.com/a(b). Or (http://example.org/x?y=1&z=2), <https://example.com/a(b)>\n" +
      "const u = `https://${" +
      "host}/x` // ftp://example.com http:// https://localhost:8080/ok*\n"
    const { urls } = await look("a.md", Buffer.from(text))
    expect(urls.map(({ url, count }) => [url, count])).toEqual([
      ["https://example.com/a(b)", 2],
      ["http://example.org/x?y=1&z=2", 1],
      ["https://localhost:8080/ok", 1],
    ])
  })
})

/** A header as a linker writes it: 64-bit ELF with the given program headers. */
const elfOf = (
  type: number,
  programHeaders: readonly (readonly [number, number])[],
): Uint8Array => {
  const bytes = Buffer.alloc(64 + programHeaders.length * 56)
  bytes.write("\u007fELF\u0002\u0001\u0001", "latin1")
  bytes.writeUInt16LE(type, 16)
  bytes.writeBigUInt64LE(64n, 32)
  bytes.writeUInt16LE(56, 54)
  bytes.writeUInt16LE(programHeaders.length, 56)
  for (const [at, [kind, flags]] of programHeaders.entries()) {
    bytes.writeUInt32LE(kind, 64 + at * 56)
    bytes.writeUInt32LE(flags, 68 + at * 56)
  }
  return bytes
}

const peOf = (flags: number, signature: number): Uint8Array => {
  const bytes = Buffer.alloc(512)
  bytes.write("MZ", "latin1")
  bytes.writeUInt32LE(128, 0x3c)
  bytes.write("PE\0\0", 128, "latin1")
  bytes.writeUInt16LE(240, 148)
  bytes.writeUInt16LE(0x20b, 152)
  bytes.writeUInt16LE(flags, 152 + 70)
  bytes.writeUInt32LE(16, 152 + 108)
  bytes.writeUInt32LE(signature, 152 + 112 + 4 * 8 + 4)
  return bytes
}

const checks = (bytes: Uint8Array): Readonly<Record<string, boolean>> =>
  Object.fromEntries(findHardening("x", bytes).map(({ check, ok }) => [check, ok]))

describe("hardening", () => {
  it("reads what ELF headers say", () => {
    const stack = 0x6474e551
    const relro = 0x6474e552
    expect(
      checks(
        elfOf(3, [
          [3, 4],
          [stack, 6],
          [relro, 4],
        ]),
      ),
    ).toEqual({ nx: true, relro: true, pie: true })
    expect(checks(elfOf(2, [[stack, 7]]))).toEqual({ nx: false, relro: false, pie: false })
    // A library is no program: whether it is position independent is no question.
    expect(checks(elfOf(3, [[stack, 6]]))).toEqual({ nx: true, relro: false })
    expect(checks(elfOf(1, []))).toEqual({})
    expect(checks(elfOf(3, [[3, 4]]).subarray(0, 66))).toEqual({})
  })

  it("holds for the program that runs this test", () => {
    const head = readFileSync(process.execPath).subarray(0, 65_536)
    // macOS has a format of its own, which is not read.
    expect(Object.keys(checks(head)).length > 0).toBe(process.platform !== "darwin")
  })

  it("reads what PE headers say", () => {
    expect(checks(peOf(0x140, 4096))).toEqual({ aslr: true, dep: true, signed: true })
    expect(checks(peOf(0, 0))).toEqual({ aslr: false, dep: false, signed: false })
  })
})
