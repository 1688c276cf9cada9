import { readFileSync } from "node:fs"
import { expect, test } from "vitest"

const css = readFileSync(new URL("../styles.css", import.meta.url), "utf8")

const block = (selector: string): ReadonlyMap<string, string> => {
  const start = css.indexOf(`${selector} {`)
  const body = css.slice(start, css.indexOf("}", start))
  return new Map(
    [...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((found) => [
      found[1] ?? "",
      found[2] ?? "",
    ]),
  )
}

const themes = { light: block(":root"), dark: block(':root[data-theme="dark"]') } as const

const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const contrast = (theme: keyof typeof themes, front: string, back: string): number => {
  const of = (name: string): number => {
    const hex = themes[theme].get(name)
    if (hex === undefined) throw new RangeError(`${theme} has no colour --${name}`)
    return luminance(hex)
  }
  const [a, b] = [of(front), of(back)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

const tones = ["critical", "fail", "warn", "info", "pass", "running", "unknown"] as const

const text = [
  ...["page", "surface", "overlay", "sunken", "hover"].flatMap((back) =>
    ["strong", "body", "muted", "accent"].map((front) => [front, back] as const),
  ),
  ["faint", "page"],
  ["faint", "surface"],
  ["strong", "accent-soft"],
  ["muted", "accent-soft"],
  ["strong", "press"],
  ["on-accent", "accent"],
  ["on-primary", "primary"],
  ["on-primary", "primary-hover"],
  ["on-primary", "primary-press"],
  ["on-danger", "danger"],
  ["on-danger", "danger-hover"],
  ["tone-fail-ink", "overlay"],
  ["tone-fail-ink", "hover"],
  ...tones.map((tone) => [`tone-${tone}-ink`, `tone-${tone}-tint`] as const),
] as const

const marks = [
  ["control", "page"],
  ["control", "surface"],
  ["accent", "page"],
  ...tones.flatMap((tone) => [
    [`tone-${tone}`, "page"] as const,
    [`tone-${tone}`, "surface"] as const,
  ]),
] as const

test.each(["light", "dark"] as const)(
  "%s: text has at least 4.5:1, marks and borders 3:1",
  (theme) => {
    const weak = [
      ...text.filter(([front, back]) => contrast(theme, front, back) < 4.5),
      ...marks.filter(([front, back]) => contrast(theme, front, back) < 3),
    ]
    expect(weak).toEqual([])
  },
)

test("both themes name the same colours", () => {
  expect([...themes.dark.keys()].sort()).toEqual([...themes.light.keys()].sort())
})
