import { randomBytes } from "node:crypto"
import { describe, expect, it } from "vitest"
import { createSealer } from "./seal.ts"

const key = randomBytes(32)
const sealer = createSealer(key)

describe("a sealed secret", () => {
  it("opens for what it was sealed for, whatever its text", () => {
    for (const secret of ["", "token", "pässwörd ✓", "x".repeat(10_000)])
      expect(sealer.open(sealer.seal(secret, "a/token"), "a/token")).toBe(secret)
  })

  it("looks different each time and never like the secret", () => {
    const sealed = Array.from({ length: 50 }, () => sealer.seal("hunter2", "a/token"))
    expect(new Set(sealed).size).toBe(50)
    expect(sealed.some((text) => text.includes("hunter2"))).toBe(false)
  })

  it("does not open for another connection or input", () => {
    const sealed = sealer.seal("hunter2", "a/token")
    expect(() => sealer.open(sealed, "b/token")).toThrow("authenticate")
    expect(() => sealer.open(sealed, "a/password")).toThrow("authenticate")
  })

  it("does not open when a bit of it was changed", () => {
    const [version, id, nonce, tag, text = ""] = sealer.seal("hunter2", "a/token").split(".")
    const bytes = Buffer.from(text, "base64url")
    bytes[0] = (bytes[0] ?? 0) ^ 1
    const changed = [version, id, nonce, tag, bytes.toString("base64url")].join(".")
    expect(() => sealer.open(changed, "a/token")).toThrow("authenticate")
  })

  it("says that it was sealed with another key", () => {
    const other = createSealer(randomBytes(32)).seal("hunter2", "a/token")
    expect(() => sealer.open(other, "a/token")).toThrow("another key")
  })
})
