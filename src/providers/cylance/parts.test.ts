import { describe, expect, it } from "vitest"
import type { Block } from "../../model/part.ts"
import { formatLocal } from "../../lib/dates.ts"
import { callOver, problemOf } from "../contract/subject.ts"
import { deadlineOf } from "./deadline.ts"
import { executions } from "./executions.ts"
import { rowOf } from "./list.ts"
import { stateOf } from "./parts.ts"
import { packages } from "./packages.ts"

const uploadedOn = "2026-03-01T12:00:00.000Z"
const start = Date.parse(uploadedOn)
const item = {
  packageId: "p",
  status: "success",
  timeout: 300,
  uploadedOn,
  playbookCount: 2,
  packageDescriptor: {
    examples: [{ invocationString: "-user ALL", description: "Of every user" }, {}],
  },
}
const rowWith = (more: object) => {
  const changed = { ...item, ...more }
  return rowOf(changed, changed)
}
const shown = async (id: string, more: object) => {
  const call = callOver(() => Promise.resolve(Response.json({ ...item, ...more })), {})
  const part = packages.parts?.find((one) => one.id === id)
  return await part?.load(call, [{ in: "packages", id: "p" }], undefined)
}
const titles = (blocks: readonly Block[] = []) => blocks.map((block) => block.title)

describe("until when a package waits", () => {
  it("is its time after its date, or after our own call", () => {
    expect(deadlineOf(rowWith({}))).toEqual(new Date(start + 300_000))
    expect(deadlineOf(rowWith({}), start + 7)).toEqual(new Date(start + 300_007))
    expect(deadlineOf(rowWith({ uploadedOn: null }), start)).toEqual(new Date(start + 300_000))
  })

  it.each([{ uploadedOn: undefined }, { timeout: null }, { uploadedOn: "soon" }])(
    "is not known with %j",
    (more) => {
      expect(deadlineOf(rowWith(more))).toBeUndefined()
    },
  )
})

describe("how an upload stands", () => {
  const until = formatLocal(new Date(start + 300_000))
  it.each([
    [{ status: "success" }, 0, "pass", "The file has arrived."],
    [{ status: "started" }, 60_000, "running", `It waits for its file until ${until}.`],
    [{ status: "started" }, 300_000, "warn", `Its time was over at ${until}.`],
    [{ status: "started", uploadedOn: null }, 0, "running", "It waits 5 min for its file."],
    [{ status: "timeout" }, 0, "warn", "The file did not arrive within 5 min."],
    [{ status: "timeout", timeout: null }, 0, "warn", "The file did not arrive within its time."],
    [{ status: "failed" }, 0, "fail", "The upload failed."],
    [{ status: "frozen" }, 0, "unknown", "The status is frozen, which the API does not document."],
    [{ status: null }, 0, "unknown", "The API does not say how the upload stands."],
  ])("with %j after %i ms is %s", (more, ms, tone, title) => {
    expect(stateOf(rowWith(more), start + ms)).toMatchObject({ tone, title })
  })

  it("counts down", () => {
    const said = stateOf(rowWith({ status: "started" }), start + 61_000)
    expect(said.detail).toBe("3 min 59 s are left of 5 min.")
  })
})

describe("the parts of a package", () => {
  it("show its examples to be copied, and how many playbooks use it", async () => {
    const { blocks } = (await shown("use", {})) ?? { blocks: [] }
    expect(titles(blocks)).toEqual(["Examples", "2 playbooks use it."])
    const [table] = blocks
    if (table?.kind !== "table") throw new Error("No table")
    expect(table.rows.map(({ cells }) => cells)).toEqual([
      { invocation: "-user ALL", description: "Of every user" },
      { invocation: { absent: "null" }, description: { absent: "null" } },
    ])
    // Of this kind is what has a copy button.
    expect(table.fields[0]?.kind).toBe("id")
  })

  it.each([
    [{ packageDescriptor: null, playbookCount: 0 }, "No playbook uses it."],
    [{ packageDescriptor: { examples: [] }, playbookCount: 1 }, "1 playbook uses it."],
    [
      { packageDescriptor: {}, playbookCount: null },
      "The API does not say whether playbooks use it.",
    ],
  ])("say what is not there: %j", async (more, title) => {
    const part = await shown("use", more)
    expect(titles(part?.blocks)).toEqual(["Its author gave no examples.", title])
  })

  it("follow an upload until it is over, and say why there is nothing to edit", async () => {
    const waiting = await shown("upload", { status: "started", uploadedOn: undefined })
    expect(waiting?.busy).toBe(true)
    const over = await shown("upload", {})
    expect(over?.busy).toBe(false)
    expect(titles(over?.blocks)).toEqual([
      "The file has arrived.",
      undefined,
      "A package cannot be changed.",
    ])
  })
})

describe("the file of a package", () => {
  it.each([{}, { downloadUrl: null }, { downloadUrl: "" }])(
    "cannot be had with %j",
    async (more) => {
      const call = callOver(() => Promise.resolve(Response.json({ ...item, ...more })), {})
      const asked = packages.reports?.[0]?.fetch(call, [{ in: "packages", id: "p" }], undefined)
      expect((await problemOf(Promise.resolve(asked))).trouble).toBe("missing")
    },
  )
})

describe("the executions of a package", () => {
  /** A tenant whose executions all run the package p, or q. */
  const tenant = (pages: number) => {
    const asked: string[] = []
    const call = callOver((request) => {
      const { searchParams } = new URL(request.url)
      const page = Number(searchParams.get("page"))
      asked.push(searchParams.toString())
      const id = (at: number): string => `${Math.max(1, page - (at === 0 ? 1 : 0))}-${at}`
      return Promise.resolve(
        Response.json({
          total_pages: pages,
          total_number_of_items: pages * 200,
          page_items: [
            // What moved on from the page before while the list was read.
            { id: id(0), packageExecutions: [{ package: "https://api/packages/v2/P" }] },
            { id: id(1), packageExecutions: [{ package: "q" }, { package: "p" }] },
            { id: id(2), packageExecutions: [{ package: "https://api/packages/v2/q" }] },
            { id: id(3) },
          ],
        }),
      )
    }, {})
    return { asked, call }
  }
  const query = { text: "", filters: {}, sort: [], page: "", size: 0 }

  it("are picked out of all pages, each of them once", async () => {
    const { asked, call } = tenant(3)
    const page = await executions.list(call, [{ in: "packages", id: "p" }], query)
    expect(page.rows.map(({ id }) => id)).toEqual(["1-0", "1-1", "2-1", "2-0", "3-1"])
    expect(page.total).toEqual({ count: 5, exact: true })
    expect(page.incomplete).toBeUndefined()
    expect(asked).toEqual([1, 2, 3].map((at) => `page=${at}&page_size=200`))
  })

  it("are all of the tenant's where no package is named", async () => {
    const { call } = tenant(1)
    expect((await executions.list(call, [], query)).rows).toHaveLength(4)
  })

  it("say so where there are more than are looked through", async () => {
    const { asked, call } = tenant(40)
    const page = await executions.list(call, [{ in: "packages", id: "p" }], query)
    expect(asked).toHaveLength(25)
    expect(page.total?.exact).toBe(false)
    expect(page.incomplete).toContain("first 5,000 of 8,000")
  })

  it("are none where there are none", async () => {
    const body = { total_pages: 0, total_number_of_items: 0, page_items: [] }
    const call = callOver(() => Promise.resolve(Response.json(body)), {})
    expect((await executions.list(call, [], query)).rows).toEqual([])
  })
})
