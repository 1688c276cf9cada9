import { describe, expect, it } from "vitest"
import { scoreOf, severityOf } from "./advisories/cvss.ts"
import { findVulnerabilities } from "./advisories/match.ts"
import { noLicence } from "./licences.ts"
import type { Component, Ecosystem } from "./types.ts"
import { compareVersions } from "./versions.ts"

/** Every pair of them that is not ordered as the list is. */
const misplaced = (ecosystem: Ecosystem, versions: readonly string[]): readonly string[] =>
  versions.flatMap((version, at) =>
    versions.flatMap((other, place) => {
      const order = Math.sign(compareVersions(ecosystem, version, other) ?? Number.NaN)
      return order === Math.sign(at - place) ? [] : [`${version} and ${other}`]
    }),
  )

describe("versions", () => {
  it("orders those of each ecosystem by its own rules", () => {
    for (const [ecosystem, versions] of [
      ["npm", ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-rc.1", "1.0.0", "1.2.10"]],
      ["pypi", ["1.0.dev1", "1.0a1", "1.0rc1", "1.0", "1.0.post1", "1.10", "1!0.1"]],
      ["maven", ["2.0-alpha-1", "2.0-beta9", "2.0-rc1", "2.0-SNAPSHOT", "2.0", "2.0.1", "2.10"]],
      [
        "deb",
        ["1.0~rc1-1", "1.0-1", "1.0-1+deb12u2", "1.0-1+deb12u10", "1.0-2", "1.0a-1", "1:0.1"],
      ],
    ] as const)
      expect(misplaced(ecosystem, versions)).toEqual([])
  })

  it("takes spellings of one version for the same", () => {
    expect(compareVersions("maven", "5.2.20.RELEASE", "5.2.20")).toBe(0)
    expect(compareVersions("maven", "1.0", "1")).toBe(0)
    expect(compareVersions("pypi", "1.0", "1.0.0")).toBe(0)
    expect(compareVersions("deb", "0:1.0", "1.0")).toBe(0)
  })

  it("does not order what is no version", () => {
    expect(compareVersions("npm", "latest", "1.0.0")).toBeUndefined()
    expect(compareVersions("pypi", "1.0", "new")).toBeUndefined()
    expect(compareVersions("generic", "1", "2")).toBeUndefined()
  })
})

const component = (ecosystem: Ecosystem, name: string, version: string): Component => ({
  id: `${name} ${version}`,
  ecosystem,
  name,
  version,
  purl: "",
  path: "",
  licence: noLicence,
  publisher: null,
  homepage: null,
  repository: null,
})

const idsOf = (ecosystem: Ecosystem, name: string, version: string): readonly string[] =>
  findVulnerabilities([component(ecosystem, name, version)], []).map(({ id }) => id)

describe("advisories", () => {
  it("hold up to the version that has the fix, and not for it", () => {
    expect(idsOf("npm", "minimist", "1.2.5")).toEqual(["CVE-2021-44906"])
    expect(idsOf("npm", "minimist", "1.2.6")).toEqual([])
    expect(idsOf("npm", "minimist", "0.2.4")).toEqual([])
    expect(idsOf("npm", "node-fetch", "2.6.7")).toEqual([])
    expect(idsOf("npm", "node-fetch", "3.1.0")).toEqual(["CVE-2022-0235"])
    expect(idsOf("maven", "org.springframework:spring-beans", "5.2.20.RELEASE")).toEqual([])
    expect(idsOf("maven", "org.springframework:spring-beans", "5.2.19.RELEASE")).toEqual([
      "CVE-2022-22965",
    ])
    expect(idsOf("deb", "openssl", "1.0.1e-2+deb7u4")).toEqual(["CVE-2014-0160"])
    expect(idsOf("deb", "openssl", "1.0.1e-2+deb7u5")).toEqual([])
    expect(idsOf("deb", "xz-utils", "5.6.1+really5.4.5-1")).toEqual([])
    expect(idsOf("npm", "lodash", "not a version")).toEqual([])
  })

  it("hold for Python's names in any spelling, and only in their ecosystem", () => {
    expect(idsOf("pypi", "PyYAML", "5.3.1")).toEqual(["CVE-2020-14343"])
    expect(idsOf("npm", "pyyaml", "5.3.1")).toEqual([])
  })

  it("hold for exactly the malicious releases", () => {
    expect(idsOf("npm", "event-stream", "3.3.5")).toEqual([])
    expect(idsOf("npm", "event-stream", "3.3.6")).toEqual(["GHSA-mh6f-8j2x-4483"])
    expect(idsOf("npm", "colors", "1.4.44-liberty-2")).toEqual(["GHSA-5rqg-jm4f-cqx7"])
    expect(idsOf("npm", "colors", "1.4.0")).toEqual([])
  })

  it("have the scores that NVD publishes for their vectors", () => {
    for (const [vector, score] of [
      ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10],
      ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8],
      ["CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H", 7.2],
      ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 7.5],
      ["CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:H/I:N/A:N", 5.3],
      ["CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1],
      ["CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", 7.8],
      ["CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:C/C:H/I:H/A:H", 9],
      ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0],
    ] as const)
      expect([vector, scoreOf(vector)]).toEqual([vector, score])
    expect([9, 8.9, 6.9, 3.9, 0].map(severityOf)).toEqual([
      "critical",
      "high",
      "medium",
      "low",
      "none",
    ])
  })
})
