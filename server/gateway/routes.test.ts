import { describe, expect, it } from "vitest"
import { upstreams } from "../upstreams/index.ts"
import { rawPath, routeOf, targetOf } from "./routes.ts"

const list = "/list/Org/Group/pkg:rl/demo"

describe("the routes of a provider", () => {
  it.each([
    ["spectra", "/list/Org"],
    ["spectra", "/list/Org/Group"],
    ["spectra", `${list}/left-pad@1.0`],
    ["spectra", `${list}/%40scope%3Aname`],
    ["spectra", `${list}/100%25`],
    ["spectra", `${list}/..hidden..`],
    ["cloudfoundry", "/v3/packages/1-2-3"],
    ["cloudfoundry", "/v3/packages/1-2-3/download"],
    ["cloudfoundry", "/v3/organizations"],
    ["vrealize", "/content-management-service/api/packages"],
    ["cylance", "/packages/v2/abc"],
    ["astra", "/accounts/a/core/v1/packages/b"],
  ] as const)("of %s hold %s", (provider, path) => {
    expect(routeOf(upstreams[provider], "GET", path)).toMatchObject({ method: "GET" })
  })

  it.each([
    `${list}/..`,
    `${list}/.`,
    `${list}/%2e%2E`,
    `${list}/.%2e`,
    `${list}/a%2fb`,
    `${list}/a%5Cb`,
    `${list}/a\\b`,
    `${list}/a%00`,
    `${list}/a%0d%0ahost:x`,
    `${list}/a%7f`,
    `${list}/%252e%252e`,
    `${list}/a%252fb`,
    `${list}/a%zz`,
    `${list}/a b`,
    `${list}/ä`,
    `${list}//a`,
    `${list}/a?b`,
  ])("never hold %s", (path) => {
    expect(() => routeOf(upstreams.spectra, "GET", path)).toThrow(/does not forward such/)
  })

  it.each([
    ["POST", "/list/Org"],
    ["POST", "/list/Org/Group"],
    ["HEAD", "/list/Org/Group"],
    ["GET", "/edit/Org/Group/pkg:rl/demo"],
    ["GET", "/list/Org/Group/pkg:rl/demo/a/b"],
    ["GET", "/prefix/list/Org/Group"],
  ])("do not hold %s %s", (method, path) => {
    expect(() => routeOf(upstreams.spectra, method, path)).toThrow(/does not forward this/)
  })

  it("read the path as it was sent", () => {
    expect(rawPath("/a/../b%2e?c=/../d")).toBe("/a/../b%2e")
    expect(rawPath("http://host:1/a/./b?c#d")).toBe("/a/./b")
  })

  it("stay below the connection's base", () => {
    const base = new URL("https://host/tenant/")
    expect(targetOf(base, "/a%2Bb", "?c=%2F").href).toBe("https://host/tenant/a%2Bb?c=%2F")
    for (const path of ["/../x", "/%2e%2e/x", "@evil.example/", "\\..\\x"])
      expect(() => targetOf(base, path, "")).toThrow("cannot be forwarded")
  })
})
