import { exactly, filterStyle, parseVersions, partIn } from "../model/filter.ts"
import type { Field } from "../model/field.ts"

const signs: Readonly<Record<"date" | "number", Readonly<Record<string, string>>>> = {
  date: { ">": "after", ">=": "from", "<": "before", "<=": "up to" },
  number: { ">": "more than", ">=": "at least", "<": "less than", "<=": "at most" },
}

/** What a chip says of one value of a filter. */
export const filterLabel = (field: Field, value: string): string => {
  const whole = exactly(value)
  if (whole !== undefined) return `is ${whole}`
  const compares = filterStyle[field.kind] === "range" || parseVersions(field.kind, value)
  if (!compares && field.kind !== "flag") return partIn(value)
  if (field.kind === "flag") return value === "true" ? "Yes" : "No"
  const [, sign, than = ""] = /^(>=|<=|>|<)(.+)$/.exec(value) ?? []
  if (sign !== undefined) {
    const counts = field.kind !== "date" && field.kind !== "version"
    return `${signs[counts ? "number" : "date"][sign] ?? sign} ${than}`
  }
  const range = /^(.*)\.\.(.*)$/.exec(value)
  if (!range) return value
  const [, from = "", to = ""] = range
  if (from === "") return `up to ${to}`
  return to === "" ? `from ${from}` : `${from} to ${to}`
}
