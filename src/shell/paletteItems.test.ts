import { sampleConnection } from "../model/connectionSample.ts"
import { describe, expect, test } from "vitest"
import { groupsFor } from "./paletteItems.ts"
import type { Offer } from "./paletteItems.ts"

const connection = sampleConnection({ id: "cf", provider: "cloudfoundry", name: "Production" })

const offer: Offer = {
  text: "",
  commands: [
    { id: "do delete", label: "Delete", group: "here", danger: true, run: () => undefined },
    {
      id: "do edit",
      label: "Edit",
      group: "here",
      disabledReason: "Production cannot be reached",
      run: () => undefined,
    },
    { id: "up", label: "Go up to Production", group: "up", to: "/c/cf/packages" },
  ],
  connections: [connection],
  themes: [{ id: "theme dark", label: "Dark theme", run: () => undefined }],
  views: [{ id: "v", name: "Stuck", path: "/packages", search: "state=failed" }],
  recents: [
    { path: "/c/cf/packages/x", title: "zoom", where: "Production", provider: "cloudfoundry" },
  ],
  packages: [],
  similar: false,
}

const labels = (text: string, more: Partial<Offer> = {}) =>
  groupsFor({ ...offer, ...more, text }).map(({ label, items }) => [
    label,
    items.map((item) => item.label),
  ])

describe("the palette", () => {
  test("has what can be done here first, then the way up, then what was looked at last", () => {
    expect(labels("")).toEqual([
      ["On this page", ["Edit", "Delete"]],
      ["Go up", ["Go up to Production"]],
      ["Recent", ["zoom"]],
      [
        "Pages",
        ["Overview", "All packages", "Connections", "Add a connection", "Settings", "Stuck"],
      ],
      ["Connections", ["Production"]],
      ["Theme", ["Dark theme"]],
    ])
  })

  test("finds by every word, the best first, and always offers to search everywhere", () => {
    expect(labels("con")).toEqual([
      ["Pages", ["Connections", "Add a connection"]],
      ["Packages", ["Search everywhere for “con”"]],
    ])
    expect(labels("cloud foundry")).toEqual([
      ["Connections", ["Production"]],
      ["Packages", ["Search everywhere for “cloud foundry”"]],
    ])
  })

  test("changes the theme from every page", () => {
    expect(labels("dark")).toEqual([
      ["Theme", ["Dark theme"]],
      ["Packages", ["Search everywhere for “dark”"]],
    ])
  })

  const searchFor = (text: string) =>
    groupsFor({ ...offer, text })
      .flatMap(({ items }) => items)
      .find(({ id }) => id === "everywhere")

  test.each([
    ["state:failed", "/packages?state=failed"],
    ["zoom kind:docker", "/packages?q=zoom&kind=docker"],
    ["libc6:amd64", "/packages?q=libc6%3Aamd64"],
    ["-state:ready", "/packages?where=-state%3Aready"],
    // Not to be read, so looked for as it stands.
    ["(zoom", "/packages?q=%28zoom"],
  ])("searches everywhere for %s as the box of that table would", (text, to) => {
    expect(searchFor(text)?.to).toBe(to)
  })

  test("does not repeat a long text", () => {
    const text = "abcde".repeat(1000)
    const search = searchFor(text)
    expect(search?.label.length).toBeLessThan(100)
    expect(search?.to).toContain(text)
  })

  test("says why something cannot be done, and still lists it", () => {
    const [here] = groupsFor({ ...offer, text: "edit" })
    expect(here?.items).toMatchObject([{ label: "Edit", hint: "Production cannot be reached" }])
  })

  test("says that packages are only similar", () => {
    const found = {
      packages: [{ id: "p", label: "lodash", to: "/c/cf/packages/l" }],
      similar: true,
    }
    expect(labels("lodahs", found)).toEqual([
      ["Packages with similar names", ["lodash", "Search everywhere for “lodahs”"]],
    ])
  })
})
