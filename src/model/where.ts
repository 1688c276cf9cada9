import type { Field } from "./field.ts"
import { partIn } from "./filter.ts"

type Branch =
  | { readonly is: "all" | "any"; readonly of: readonly Where[] }
  | { readonly is: "not"; readonly of: Where }

/**
 * What filters by field cannot say: alternatives, exceptions, phrases. All that a list can be asked
 * for is one expression; {@link toParts} takes out of it what has a place of its own in a query.
 */
export type Where =
  | Branch
  /** One of these values; what a value means is the field's kind's affair, as in `Query.filters`. */
  | {
      readonly is: "field"
      readonly field: string
      readonly values: readonly string[]
      /** They must all hold (`Field.every`). */
      readonly every?: true | undefined
    }
  /** The field has no value, or one in which there is nothing to read. */
  | { readonly is: "none"; readonly field: string }
  /** Somewhere in the text of a row, as it stands. */
  | { readonly is: "text"; readonly text: string }

export type Parts = {
  readonly text: string
  readonly filters: Readonly<Record<string, readonly string[]>>
  readonly where?: Where | undefined
}

/** Several that must (or, for `any`, of which one must) hold, without needless nesting. */
export const join = (is: "all" | "any", of: readonly Where[]): Where | undefined => {
  const flat = of.flatMap((one) => (one.is === is ? one.of : [one]))
  return flat.length < 2 ? flat[0] : { is, of: flat }
}

/** The terms that must all hold. */
export const termsOf = (where: Where | undefined): readonly Where[] =>
  where === undefined ? [] : where.is === "all" ? where.of : [where]

/** Plain words become the search, the first condition on a field its filter, the rest stays; all of it once. */
export const toParts = (where: Where | undefined): Parts => {
  const words: string[] = []
  const filters: Record<string, readonly string[]> = {}
  const rest: Where[] = []
  const said = new Set<string>()
  for (const term of termsOf(where)) {
    const text = printWhere(term)
    if (term.is === "text" && !/\s/.test(term.text)) words.push(term.text)
    else if (said.has(text)) continue
    else if (term.is === "field" && (term.every || !Object.hasOwn(filters, term.field)))
      filters[term.field] = [...new Set([...(filters[term.field] ?? []), ...term.values])]
    else rest.push(term)
    said.add(text)
  }
  const left = join("all", rest)
  return { text: words.join(" "), filters, ...(left ? { where: left } : {}) }
}

/** The inverse of {@link toParts}. */
export const fromParts = ({ text, filters, where }: Parts): Where | undefined =>
  join("all", [
    ...text
      .split(/\s+/)
      .filter((word) => word !== "")
      .map((word): Where => ({ is: "text", text: word })),
    ...Object.entries(filters).map(([field, values]): Where => ({ is: "field", field, values })),
    ...termsOf(where),
  ])

/** All that it is put together of, within alternatives and exceptions, too. */
export const leavesOf = (where: Where | undefined): readonly Exclude<Where, Branch>[] => {
  if (where === undefined) return []
  return "of" in where ? [where.of].flat().flatMap(leavesOf) : [where]
}

/** The ids of the fields that it names. */
export const fieldsIn = (where: Where | undefined): readonly string[] =>
  leavesOf(where).flatMap((one) => (one.is === "text" ? [] : one.field))

/** A field that it names and that only the provider filters by: no row that is here seems to answer. */
export const remoteIn = (fields: readonly Field[], where: Where | undefined): Field | undefined => {
  const named = fieldsIn(where)
  return fields.find(({ id, remoteOnly }) => remoteOnly && named.includes(id))
}

/** Whether it searches the text of rows. */
export const searchesText = (where: Where | undefined): boolean =>
  leavesOf(where).some(({ is }) => is === "text")

const operator = /^(>=|<=|>|<|=)(?=.)/

const quote = (text: string): string => `"${text.replace(/["\\]/g, String.raw`\$&`)}"`

const printValue = (value: string): string => {
  const part = partIn(value)
  if (part !== value) return quote(part)
  const sign = operator.exec(value)?.[0] ?? ""
  const rest = value.slice(sign.length)
  return sign + (/^[^\s,()"\\]+$/.test(rest) ? rest : quote(rest))
}

const printText = (text: string): string =>
  /^(?!-)[^\s():"\\]+$/.test(text) && !/^(AND|OR|NOT)$/.test(text) ? text : quote(text)

/** What a number before it would be read with, as "size:50 mb" is, were it not in quotes. */
const goesOn = /^(?:[kmgtp]i?b|(?:minute|hour|day|week|month|year)s?)$/i

const printAll = (of: readonly Where[]): string =>
  of.reduce((before, one) => {
    const apart = one.is === "text" && goesOn.test(one.text) && /\d$/.test(before)
    const text = apart ? quote(one.text) : print(one, "all")
    return before === "" ? text : `${before} ${text}`
  }, "")

const print = (where: Where, inside: "all" | "any" | "not" | undefined): string => {
  switch (where.is) {
    case "all": {
      const text = printAll(where.of)
      return inside === undefined || inside === "any" ? text : `(${text})`
    }
    case "any": {
      const text = where.of.map((one) => print(one, "any")).join(" OR ")
      return inside === undefined ? text : `(${text})`
    }
    case "not":
      return `-${print(where.of, "not")}`
    case "field":
      return `${where.field}:${where.values.map(printValue).join(",")}`
    case "none":
      return `no:${where.field}`
    case "text":
      return printText(where.text)
  }
}

/** As a person writes it, and as it stands in the URL: `state:failed -type:docker (a OR b)`. */
export const printWhere = (where: Where | undefined): string =>
  where === undefined ? "" : print(where, undefined)
