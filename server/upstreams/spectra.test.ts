import { describe, expect, it } from "vitest"
import { createBudgets } from "../gateway/budget.ts"
import { routeOf } from "../gateway/routes.ts"
import { spectra } from "./spectra.ts"

const project = "/ACME%20%26%20S%C3%B6hne/Main%20group/pkg:rl/100%25%20R%26D"
const item = `${project}/%40scope__left-pad`
const version = `${item}@1.2.0%2Bb%403`

const goes = (method: string, path: string): boolean => {
  try {
    routeOf(spectra, method, path)
    return true
  } catch {
    return false
  }
}

describe("what a connection may do", () => {
  it.each([
    ["GET", "/list/ACME"],
    ["GET", "/list/ACME/Main"],
    ["GET", `/list${project}`],
    ["GET", `/list${item}`],
    ["GET", `/list${version}`],
    ["GET", `/status${version}`],
    ["GET", `/checks${version}`],
    ["GET", `/pack/safe${version}`],
    ["GET", "/report/ACME/Main/rl-json/pkg:rl/p/k@1"],
    ["POST", `/scan${version}`],
    ["POST", `/create${project}`],
    ["POST", `/create${item}`],
    ["PATCH", `/edit${project}`],
    ["PATCH", `/edit${item}`],
    ["PATCH", `/edit${version}`],
    ["DELETE", `/delete${project}`],
    ["DELETE", `/delete${item}`],
    ["DELETE", `/delete${version}`],
    ["POST", `/sync${version}`],
    ["PUT", `/approve${version}`],
    ["PUT", `/reject${version}`],
    ["PUT", `/revoke${version}`],
    ["POST", `/url-import${version}`],
    ["POST", `/purl-import${version}`],
  ])("%s %s", (method, path) => {
    expect(goes(method, path)).toBe(true)
  })

  it.each([
    ["DELETE", "/delete/ACME/Main"],
    ["DELETE", `/list${version}`],
    ["POST", `/create${version}`],
    ["POST", `/scan${item}`],
    ["PUT", `/approve${item}`],
    ["POST", `/approve${version}`],
    ["GET", `/status${item}`],
    ["GET", `/scan${version}`],
    ["GET", "/report/ACME/Main/rl-diff/pkg:rl/p/k@1"],
    ["GET", "/usage/ACME"],
    ["POST", "/audit-log/ACME/export"],
    ["GET", "/profile/ACME/export"],
    ["DELETE", `/delete${version}/x`],
    ["DELETE", `/delete${version}@2`],
    ["GET", "/list/ACME/Main/pkg:npm/left-pad"],
  ])("not %s %s", (method, path) => {
    expect(goes(method, path)).toBe(false)
  })
})

describe("the documented limits", () => {
  const countedIn = (target: string): readonly string[] =>
    createBudgets(() => 0)
      .take("credential", spectra.limits, target)
      .states.map(({ id }) => id)

  it.each([
    [`/scan${version}`, ["scan"]],
    ["/report/ACME/Main/sarif/pkg:rl/p/k@1?build=repro", ["report"]],
    [`/status${version}`, []],
    [`/status${version}?build=repro`, []],
    [`/status${version}?download=false`, []],
    [`/status${version}?download=true`, ["download"]],
    [`/status${version}?build=repro&download=True`, ["download"]],
    ["/status/o/g/pkg:rl/p/download=true@1", []],
  ])("that %s counts in, beside all calls", (target, more) => {
    expect(countedIn(target)).toEqual(["minute", "day", ...more])
  })
})

describe("what an answer hands out", () => {
  const link = "https://store.example/a?response-content-disposition=attachment"
  const handedOut = (path: string, search: string, answer: unknown): unknown =>
    spectra.handsOut
      ?.filter(({ after }) => after.path.test(path) && (after.query?.test(search) ?? true))
      .map(({ read }) => read(answer))

  it.each([
    ["?download=true", { analysis: { report: { info: { portal: { download: link } } } } }],
    [
      "?build=repro&download=True",
      { analysis: { report: { info: { portal: { download: link } } } } },
    ],
  ])("a status answer, asked with %s", (search, answer) => {
    expect(handedOut(`/status${version}`, search, answer)).toEqual([{ address: link, seconds: 60 }])
  })

  it("a status answer is not read where no link was asked for: it may be long", () => {
    expect(handedOut(`/status${version}`, "", {})).toEqual([])
    expect(handedOut(`/status${version}`, "?download=false", {})).toEqual([])
  })

  it.each([{}, { analysis: {} }, { analysis: { report: null } }, "Created", null])(
    "nothing where the answer is %j",
    (answer) => {
      expect(handedOut(`/status${version}`, "?download=true", answer)).toEqual([undefined])
    },
  )

  it("an RL-SAFE archive", () => {
    const answer = { file_name: "a.rl-safe", download_link: link }
    expect(handedOut(`/pack/safe${version}`, "?build=repro", answer)).toEqual([
      { address: link, seconds: 60 },
    ])
  })
})
