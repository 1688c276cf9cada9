import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { createSandbox } from "../../server/sandbox/index.ts"
import type { Sandbox } from "../../server/sandbox/index.ts"
import { upstreams } from "../../server/upstreams/index.ts"
import { providerIds } from "../model/provider.ts"
import type { Provider, ProviderId, Resource } from "../model/provider.ts"
import * as acting from "./contract/acting.ts"
import * as asking from "./contract/asking.ts"
import { connectTo } from "./contract/connect.ts"
import type { Connected } from "./contract/connect.ts"
import * as doing from "./contract/doing.ts"
import { documentedErrors } from "./contract/errors.ts"
import * as failing from "./contract/failing.ts"
import { findPlaces } from "./contract/lists.ts"
import * as reading from "./contract/reading.ts"
import { callOver } from "./contract/subject.ts"
import type { Subject } from "./contract/subject.ts"
import { providers } from "./index.ts"

const origin = "http://127.0.0.1"
/** Over all APIs: enough that every list of a connection has several of its smallest pages. */
const packages = 700

let sandbox: Sandbox

const control = async (method: string, path: string, body?: unknown): Promise<void> => {
  const answer = await sandbox.fetch(
    new Request(`${origin}/_sandbox/worlds/default/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
}

const connect = async (id: ProviderId, other?: string): Promise<Connected> => {
  const own = sandbox.apis(origin)[id]
  const access = other === undefined ? own : own?.also[other]
  if (!access) throw new RangeError(`The sandbox has no ${id} ${other ?? ""}`)
  return await connectTo(sandbox.fetch, access, upstreams[id])
}

beforeAll(async () => {
  sandbox = createSandbox({ packages })
  await control("PUT", "options/spectra", { perMinute: 1_000_000 })
})
afterEach(async () => {
  await control("DELETE", "faults")
})
afterAll(async () => {
  await sandbox.close()
})

const faults = [
  [{ kind: "reset" }, "offline"],
  [{ kind: "cut" }, "offline"],
  [{ kind: "malformed" }, "unreadable"],
  [{ kind: "html", status: 200 }, "unreadable"],
  [{ kind: "html", status: 502 }, "broken"],
  [{ kind: "expired-token" }, "signed-out"],
] as const

const statuses = [
  [401, "signed-out"],
  [403, "forbidden"],
  [404, "missing"],
  [429, "throttled"],
  [500, "broken"],
  [503, "broken"],
] as const

/** Somebody whom each API lets in, and then shows nothing. */
const strangers: Readonly<Record<ProviderId, string>> = {
  spectra: "a group that its token may not see",
  cloudfoundry: "a guest, who may list nothing",
  vrealize: "a user who may not read packages",
  cylance: "an application that may not read packages",
  astra: "a user who may not read packages",
}

/** A Portal tells everybody their own groups, whichever group a connection names. */
const isOpen = (provider: ProviderId, { id }: Resource): boolean =>
  provider === "spectra" && id === "groups"

/** What holds for every resource of every provider. */
const checks: readonly (readonly [string, (subject: Subject) => unknown])[] = [
  ["says each field once, by an id that the URL does not need", reading.saysEachFieldOnce],
  ["reads every cell as the kind of its field", reading.readsCellsAsTheirKind],
  ["keeps what the API sent, whole", reading.keepsWhatTheApiSent],
  ["gets one by itself, and says of it what the list said", reading.getsOneByItself],
  ["gives an id to the address as one piece", reading.encodesIds],
  ["fills in what costs a call of its own", reading.fillsLateCells],
  ["shows the parts of an item", reading.showsItsParts],
  ["says what can be done, once and in words", reading.saysWhatCanBeDone],
  ["walks every page, and sees every row once", asking.seesEveryRowOnce],
  ["jumps to a numbered page, and believes nothing of one past the end", asking.jumpsToPages],
  ["leaves to the API what it declares, and nothing else", asking.leavesToTheApiWhatItDeclares],
  ["sorts the whole list by each field that it says it can", asking.sortsAsDeclared],
  ["sorts by several fields at once where it says so", asking.sortsBySeveral],
  ["filters the whole list as we would, where it says it can", asking.filtersAsDeclared],
  ["holds several filters and a sort at once", asking.filtersAndSorts],
  ["filters by what the API never sends", asking.filtersByWhatItNeverSends],
  ["says what its actions need, and why one cannot be done", acting.saysWhatItNeeds],
  ["shows the parts of an item, whatever its state", acting.showsItsParts],
  ["survives members that nobody knows", failing.survivesUnknownMembers],
  ["survives words that nobody knows, and takes none for good", failing.survivesUnknownWords],
  ["refuses another type than documented, and says where", failing.refusesOtherTypes],
  ["has something to choose from", doing.hasSomethingToChooseFrom],
  ["tells that something was refused, and never that it was done", doing.tellsThatItWasRefused],
]

const notAnswers = ["", "{}", "[]", "null", "42", '"text"', "<html>", '{"'] as const

describe.each(providerIds)("%s", (id) => {
  let provider: Provider
  let subjects: readonly Subject[]

  beforeAll(async () => {
    provider = await providers[id]()
    const { fetch, settings } = await connect(id)
    const call = callOver(fetch, settings)
    const places = await findPlaces(provider, call)
    subjects = Object.values(provider.resources).map((resource) => {
      const found = places.get(resource.id)
      if (!found) throw new RangeError(`Nothing is listed as ${resource.many}.`)
      return { provider, resource, fetch, settings, call, ...found }
    })
  })

  /** Checks every resource, and says how many there were. */
  const each = async (check: (subject: Subject) => unknown): Promise<number> => {
    for (const subject of subjects) await check(subject)
    return subjects.length
  }

  /** The same subjects, signed in anew: their token may be spoiled. */
  const anew = async (subject: Subject): Promise<Subject> => {
    const { fetch, settings } = await connect(id)
    return { ...subject, fetch, settings, call: callOver(fetch, settings) }
  }
  const eachAnew = async (check: (subject: Subject) => unknown): Promise<number> =>
    await each(async (subject) => check(await anew(subject)))

  it("is what it is registered as", () => {
    expect(provider.id).toBe(id)
    const known = Object.keys(provider.resources)
    expect(Object.values(provider.resources).map((resource) => resource.id)).toEqual(known)
    const named = [provider.root, ...(provider.beside ?? []), provider.packages.resource]
    const children = Object.values(provider.resources).flatMap((resource) => resource.children)
    expect(known).toEqual(expect.arrayContaining([...named, ...children]))
  })

  it("feeds the table of all packages", async () => {
    const { fetch, settings } = await connect(id)
    const rows = await reading.rowsOfTheCommonTable(provider, callOver(fetch, settings))
    expect(rows.length).toBeGreaterThan(20)
  })

  it.each(checks)("%s", async (_, check) => {
    expect(await each(check)).toBeGreaterThan(0)
  })

  it.each(notAnswers)("cannot read %j", async (body) => {
    expect(await each((subject) => failing.cannotRead(subject, body))).toBeGreaterThan(0)
  })

  it("stays an AbortError when the caller leaves, before and during", async () => {
    const done = await each(async (subject) => {
      await failing.staysAnAbort(subject, () =>
        control("PUT", "faults", [{ fault: { kind: "delay", ms: 60_000 } }]),
      )
      await control("DELETE", "faults")
    })
    expect(done).toBeGreaterThan(0)
  })

  it.each(faults)("tells %j as %s", async (fault, trouble) => {
    const done = await eachAnew(async (subject) => {
      await control("PUT", "faults", [{ fault: { ...fault, times: 1 } }])
      await failing.tellsAs(subject, trouble)
    })
    expect(done).toBeGreaterThan(0)
  })

  it.each(statuses)("tells the API's own %i as %s", async (status, trouble) => {
    const fault = { kind: "status", status, retryAfter: 30, times: 1 }
    const done = await eachAnew(async (subject) => {
      await control("PUT", "faults", [{ fault }])
      await failing.tellsAs(subject, trouble, status)
    })
    expect(done).toBeGreaterThan(0)
  })

  it("is forbidden, and not empty, to whom the API shows nothing", async () => {
    const closed = subjects.filter(({ resource }) => !isOpen(id, resource))
    const { fetch, settings } = await connect(id, strangers[id])
    const call = callOver(fetch, settings)
    for (const subject of closed) await failing.tellsAs({ ...subject, call }, "forbidden", 403)
    expect(closed.length).toBeGreaterThan(0)
  })

  it.each(documentedErrors[id])("understands $name", async (documented) => {
    const done = await each((subject) => failing.understands(subject, documented))
    expect(done).toBeGreaterThan(0)
  })

  // Last, for no list is as it was afterwards; and from below, for what lies in a thing goes with it.
  it("deletes once, and says so the second time", async () => {
    for (const subject of subjects.toReversed()) await acting.deletesOnce(await anew(subject))
    expect(subjects.length).toBeGreaterThan(0)
  })
})
