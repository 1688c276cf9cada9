import { describe, expect, it } from "vitest"
import { closedCode } from "./address.ts"
import { isInside, isNear, isPrivate, privateCode, publicLookup } from "./near.ts"
import { toUnreachable } from "./unreachable.ts"

describe("a private address", () => {
  it.each([
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "198.18.0.1",
    "::1",
    "fd12:3456::1",
    "::ffff:10.0.0.1",
  ])("is %s", (address) => {
    expect(isPrivate(address)).toBe(true)
  })

  it.each(["8.8.8.8", "172.32.0.1", "11.0.0.1", "2001:4860:4860::8888", "host.example.com", ""])(
    "is not %j",
    (address) => {
      expect(isPrivate(address)).toBe(false)
    },
  )

  it("is this machine too, by its name", () => {
    expect(["localhost", "127.0.0.1", "10.1.1.1", "example.com"].map(isInside)).toEqual([
      true,
      true,
      true,
      false,
    ])
  })
})

const lookedUp = (host: string) =>
  new Promise<unknown>((resolve) => {
    publicLookup(host, { all: true }, (error) => resolve(error))
  })

describe("looking up a name for a provider on the internet", () => {
  it("does not lead into this machine, and says so", async () => {
    const error = await lookedUp("localhost")
    expect(error).toMatchObject({ code: privateCode })
    const said = toUnreachable(error, { host: "files.example.com" })
    expect(said.message).toContain("files.example.com leads into a private network")
  })

  it.each([
    ["127.0.0.1", privateCode],
    ["192.168.0.1", privateCode],
    ["169.254.169.254", closedCode],
  ])("does not lead to %s", async (address, code) => {
    expect(await lookedUp(address)).toMatchObject({ code })
  })

  it("leads where everyone gets", async () => {
    expect(await lookedUp("8.8.8.8")).toBeNull()
  })
})

describe("a provider", () => {
  it.each([
    ["http://127.0.0.1:1/x", true],
    ["http://localhost:1", true],
    ["https://10.0.0.1", true],
    ["https://[fd00::1]", true],
    ["https://8.8.8.8", false],
    ["https://nowhere.invalid", false],
  ])("at %s stands here: %s", async (base, near) => {
    expect(await isNear(new URL(base))).toBe(near)
  })
})
