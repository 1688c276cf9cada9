import { describe, expect, it } from "vitest"
import { toneOf } from "../../model/field.ts"
import type { Place } from "../../model/place.ts"
import type { Fetch } from "../../model/call.ts"
import { emptyQuery } from "../../model/query.ts"
import { rowOrder } from "../../model/search.ts"
import { answering } from "../contract/change.ts"
import { callOver, problemOf } from "../contract/subject.ts"
import { spectra } from "./index.ts"
import { packages } from "./packages.ts"
import { projects } from "./projects.ts"
import { versions } from "./versions.ts"

const settings = { organization: "ACME & Söhne", group: "Main group" }
const project: Place = [{ in: "projects", id: "100% R&D" }]
const item: Place = [...project, { in: "packages", id: "@scope__left-pad" }]
const one: Place = [...item, { in: "versions", id: "1.2.0+b@3" }]

/** Own sample data, in the shapes that the API documents. */
const reviewed = {
  version: "1.2.0+b@3",
  is_released: true,
  software_info: {
    product: "left-pad",
    version: "1.2.0",
    publisher: "ACME",
    category: "Development",
    license: "MIT License",
    platform: "Linux",
    release_date: "2026-02-03T00:00:00Z",
  },
  approval_status: "ApprovalRejected",
  approval_information: {
    reason: "A secret is in it.",
    timestamp: "2026-02-04T09:30:00Z",
    user: "ann@example.org",
    role: "GroupOwner",
  },
}
const unreviewed = {
  version: "1.3.0",
  is_released: true,
  software_info: { ...reviewed.software_info, release_date: "1970-01-01T00:00:00Z" },
  approval_status: "NotYetLookedAt",
}
const ofPackage = {
  name: "@scope__left-pad",
  description: "Pads",
  versions: [reviewed, unreviewed],
}
const ofProject = { name: "100% R&D", description: null, packages: [{ name: "@scope__left-pad" }] }
const ofGroup = { projects: [{ name: "100% R&D", description: "Research" }, { name: "Empty" }] }

const answers =
  (body: unknown, seen: string[] = []): Fetch =>
  (request) => {
    seen.push(new URL(request.url).pathname)
    return Promise.resolve(Response.json(body))
  }

const call = (body: unknown, seen: string[] = []) => callOver(answers(body, seen), settings)

describe("addresses", () => {
  it("encode each name by itself, and leave the signs between them", async () => {
    const seen: string[] = []
    await projects.list(call(ofGroup, seen), [], emptyQuery)
    await packages.list(call(ofProject, seen), project, emptyQuery)
    await versions.list(call(ofPackage, seen), item, emptyQuery)
    await versions.get?.(call(reviewed, seen), one)
    const group = "/list/ACME%20%26%20S%C3%B6hne/Main%20group"
    expect(seen).toEqual([
      group,
      `${group}/pkg:rl/100%25%20R%26D`,
      `${group}/pkg:rl/100%25%20R%26D/%40scope__left-pad`,
      `${group}/pkg:rl/100%25%20R%26D/%40scope__left-pad@1.2.0%2Bb%403`,
    ])
  })

  it.each([{}, { organization: "ACME" }, { organization: "", group: "Main" }])(
    "are none without an organization and a group: %j",
    async (incomplete) => {
      const asked = projects.list(callOver(answers(ofGroup), incomplete), [], emptyQuery)
      const { problem } = await problemOf(asked)
      expect(problem).toMatchObject({ trouble: "invalid" })
      expect(problem.title).toContain("organization")
    },
  )

  it("stand in the rows as package URLs", async () => {
    const { rows } = await versions.list(call(ofPackage), item, emptyQuery)
    expect(rows[0]?.cells["purl"]).toBe("pkg:rl/100%25%20R%26D/%40scope__left-pad@1.2.0%2Bb%403")
  })
})

describe("projects and packages", () => {
  it("are rows by their names", async () => {
    const page = await projects.list(call(ofGroup), [], emptyQuery)
    expect(page).toMatchObject({
      total: { count: 2, exact: true },
      rows: [
        { id: "100% R&D", cells: { description: "Research", packages: { absent: "not-loaded" } } },
        { id: "Empty", cells: { description: { absent: "not-provided" } } },
      ],
    })
    const { rows } = await packages.list(call(ofProject), project, emptyQuery)
    expect(rows).toMatchObject([{ id: "@scope__left-pad", cells: { project: "100% R&D" } }])
  })

  it("say of themselves what the list above them did not", async () => {
    expect(await projects.get?.(call(ofProject), project)).toMatchObject({
      id: "100% R&D",
      cells: { name: "100% R&D", packages: 1, description: { absent: "null" } },
      raw: ofProject,
    })
    expect(await packages.get?.(call(ofPackage), item)).toMatchObject({
      cells: { name: "@scope__left-pad", versions: 2, released: 2 },
    })
    const nameless = { versions: null }
    expect(await packages.get?.(call(nameless), item)).toMatchObject({
      cells: { name: "@scope__left-pad", versions: 0 },
    })
  })

  it("are listed in every project", async () => {
    expect(await spectra.packages.places?.(call(ofGroup))).toEqual([
      [{ in: "projects", id: "100% R&D" }],
      [{ in: "projects", id: "Empty" }],
    ])
  })

  it("an empty list may be null, but not missing", async () => {
    const none = await versions.list(call({ name: "x", versions: null }), item, emptyQuery)
    expect(none).toMatchObject({ rows: [], total: { count: 0, exact: true } })
    const missing = versions.list(call({ name: "x" }), item, emptyQuery)
    expect((await problemOf(missing)).trouble).toBe("unreadable")
  })
})

describe("versions", () => {
  it("have their software, their release and their approval", async () => {
    const row = await versions.get?.(call(reviewed), one)
    expect(row?.raw).toEqual(reviewed)
    expect(row?.cells).toMatchObject({
      version: "1.2.0+b@3",
      approval: "ApprovalRejected",
      released: true,
      releaseDate: new Date("2026-02-03T00:00:00Z"),
      product: "left-pad",
      publisher: "ACME",
      license: "MIT License",
      platform: "Linux",
      category: "Development",
      softwareVersion: "1.2.0",
      reason: "A secret is in it.",
      decidedBy: "ann@example.org",
      role: "GroupOwner",
      decided: new Date("2026-02-04T09:30:00Z"),
    })
  })

  it("nobody reviewed have no reason, and the list never tells it", async () => {
    const row = await versions.get?.(call(unreviewed), one)
    expect(row?.cells).toMatchObject({ reason: { absent: "null" }, decided: { absent: "null" } })
    const { rows } = await versions.list(call(ofPackage), item, emptyQuery)
    expect(rows.map((each) => each.cells["reason"])).toEqual([
      { absent: "not-loaded" },
      { absent: "not-loaded" },
    ])
  })

  it("released without a date are not from 1970, and sort as what has no date", async () => {
    const { rows } = await versions.list(call(ofPackage), item, emptyQuery)
    expect(rows[1]?.cells["releaseDate"]).toEqual({ absent: "null", said: "not set (1970-01-01)" })
    const order = rowOrder(versions.fields, [{ field: "releaseDate", desc: false }])
    expect(rows.toSorted(order).map((row) => row.id)).toEqual(["1.2.0+b@3", "1.3.0"])
  })

  it.each([
    ["Approved", "pass"],
    ["APPROVED", "pass"],
    ["ApprovalRejected", "fail"],
    ["rejected", "fail"],
    ["ApprovalRevoked", "warn"],
    ["NotApproved", "unknown"],
    ["ApprovedOnce", "unknown"],
    ["", "unknown"],
  ] as const)("called %j are %s", (word, tone) => {
    const field = versions.fields.find(({ id }) => id === "approval")
    expect(toneOf(field ?? {}, word)).toBe(tone)
  })
})

it("waits as long as the text of a refusal says, where no header does", async () => {
  const text = "Request was throttled. Expected available in 41 seconds."
  const before = Date.now()
  const asked = projects.list(callOver(answering(429, text), settings), [], emptyQuery)
  const { problem } = await problemOf(asked)
  expect(problem).toMatchObject({ trouble: "throttled", detail: text })
  expect(Math.round(((problem.retryAt?.getTime() ?? 0) - before) / 1000)).toBe(41)
})
