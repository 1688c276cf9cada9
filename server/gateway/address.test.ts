import { describe, expect, it } from "vitest"
import { closedCode, guardedLookup, isClosed, readAddress } from "./address.ts"
import { toUnreachable } from "./unreachable.ts"

describe("an address", () => {
  it.each([
    ["host.example.com", "https://host.example.com/"],
    ["  https://host.example.com:8443/base/ ", "https://host.example.com:8443/base/"],
    ["http://127.0.0.1:4880/astra", "http://127.0.0.1:4880/astra"],
    ["http://localhost:1", "http://localhost:1/"],
    ["http://[::1]:1", "http://[::1]:1/"],
    ["https://10.1.2.3", "https://10.1.2.3/"],
  ])("reads %s", (text, href) => {
    expect(readAddress(text).href).toBe(href)
  })

  it.each([
    "",
    "http://host.example.com",
    "http://127.0.0.1.example.com",
    "http://10.0.0.1",
    "ftp://host",
    "javascript:alert(1)",
    "https://user@host",
    "https://host?x",
    "https://host#x",
    "https://169.254.169.254",
    "https://0xa9fea9fe",
    "https://2852039166",
    "https://[::ffff:169.254.169.254]",
    "https://[fe80::1]",
    "https://[fd00:ec2::254]",
    "https://168.63.129.16",
    "https://100.100.100.200",
    "https://0.0.0.0",
    "https://255.255.255.255",
    "https://exa mple",
  ])("refuses %s", (text) => {
    expect(() => readAddress(text)).toThrow(expect.objectContaining({ input: "address" }))
  })

  it("leaves private networks open", () => {
    for (const ip of ["10.0.0.1", "172.16.0.1", "192.168.1.1", "127.0.0.1", "::1", "fd12::1"])
      expect(isClosed(ip)).toBe(false)
  })
})

describe("the lookup of a name", () => {
  it("resolves as Node's does, one address or all", async () => {
    const one = await new Promise((resolve) =>
      guardedLookup("localhost", {}, (error, address) => resolve(error ?? address)),
    )
    expect(["127.0.0.1", "::1"]).toContain(one)
    const all = await new Promise((resolve) =>
      guardedLookup("localhost", { all: true }, (error, found) => resolve(error ?? found)),
    )
    expect(all).toContainEqual(expect.objectContaining({ family: expect.any(Number) }))
  })

  it("refuses where it leads to a closed address", async () => {
    // Resolvers read a plain number as an address, so no name server is needed here.
    const refused = await new Promise((resolve) =>
      guardedLookup("169.254.169.254", {}, (error, address) => resolve(error ?? address)),
    )
    expect(refused).toMatchObject({ code: closedCode })
    expect(toUnreachable(refused, { host: "h:1" }).message).toContain("h:1 leads to a link-local")
  })
})
