import type { DatabaseSync, SQLInputValue } from "node:sqlite"
import { complain } from "./lex.ts"
import type { Comparison, Expression, FunctionName } from "./filter.ts"

/** What a property holds; dates are kept as ISO texts in UTC with milliseconds, so they sort as dates. */
export type PropertyType = "text" | "number" | "date"

/** The properties of a collection, by the names that the API gives them: columns of the same name. */
export type Properties = ReadonlyMap<string, PropertyType>

/** A piece of SQL with the values of its placeholders, in order. */
export type Sql = { readonly text: string; readonly values: readonly SQLInputValue[] }

type Typed = Sql & { readonly type: PropertyType | "flag" | "null" }

/** SQLite's own lower() and upper() know ASCII alone. */
export const addFunctions = (db: DatabaseSync): void => {
  const options = { deterministic: true }
  db.function("vrealize_tolower", options, (text) =>
    typeof text === "string" ? text.toLowerCase() : null,
  )
  db.function("vrealize_toupper", options, (text) =>
    typeof text === "string" ? text.toUpperCase() : null,
  )
}

const symbols: Readonly<Record<Comparison, string>> = {
  eq: "is",
  ne: "is not",
  gt: ">",
  ge: ">=",
  lt: "<",
  le: "<=",
}

const dateForm = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/

/** A date literal as it is kept; without a zone it is UTC. */
const readDate = (value: string, at: number): string => {
  const form = dateForm.exec(value)
  const date = new Date(form && value.includes("T") && form[1] === undefined ? `${value}Z` : value)
  if (!form || Number.isNaN(date.getTime()))
    throw complain("$filter", at, `'${value}' is not a date`)
  return date.toISOString()
}

const words: Readonly<Record<Typed["type"], string>> = {
  text: "a text",
  number: "a number",
  date: "a date",
  flag: "true or false",
  null: "null",
}

const join = (by: "and" | "or", parts: readonly Sql[]): Sql => {
  // Halved rather than chained: SQLite limits how deep an expression may go, not how wide.
  const [first] = parts
  if (first && parts.length === 1) return first
  const middle = Math.ceil(parts.length / 2)
  const left = join(by, parts.slice(0, middle))
  const right = join(by, parts.slice(middle))
  return {
    text: `(${left.text} ${by} ${right.text})`,
    values: [...left.values, ...right.values],
  }
}

/** Absent values make no comparison true, and `not` of that is true: there is no third truth here. */
const certain = (text: string): string => `coalesce(${text}, 0)`

const calls: Readonly<
  Record<
    FunctionName,
    {
      readonly takes: 1 | 2
      readonly gives: Typed["type"]
      readonly sql: (of: readonly Sql[]) => Sql
    }
  >
> = {
  startswith: {
    takes: 2,
    gives: "flag",
    sql: ([whole, part]) => ({
      text: certain(`substr(${whole?.text}, 1, length(${part?.text})) = ${part?.text}`),
      values: [...(whole?.values ?? []), ...(part?.values ?? []), ...(part?.values ?? [])],
    }),
  },
  endswith: {
    takes: 2,
    gives: "flag",
    // The place to cut at is counted from the front: from the back, 0 letters would be all of them.
    sql: ([whole, part]) => ({
      text: certain(
        `length(${whole?.text}) >= length(${part?.text}) and substr(${whole?.text}, length(${whole?.text}) - length(${part?.text}) + 1) = ${part?.text}`,
      ),
      values: [whole, part, whole, whole, part, part].flatMap((sql) => sql?.values ?? []),
    }),
  },
  substringof: {
    takes: 2,
    gives: "flag",
    sql: ([part, whole]) => ({
      text: certain(`instr(${whole?.text}, ${part?.text}) > 0`),
      values: [...(whole?.values ?? []), ...(part?.values ?? [])],
    }),
  },
  length: {
    takes: 1,
    gives: "number",
    sql: ([of]) => ({ text: `length(${of?.text})`, values: of?.values ?? [] }),
  },
  tolower: {
    takes: 1,
    gives: "text",
    sql: ([of]) => ({ text: `vrealize_tolower(${of?.text})`, values: of?.values ?? [] }),
  },
  toupper: {
    takes: 1,
    gives: "text",
    sql: ([of]) => ({ text: `vrealize_toupper(${of?.text})`, values: of?.values ?? [] }),
  },
}

const compileCall = (
  { name, of, at }: Extract<Expression, { kind: "call" }>,
  properties: Properties,
): Typed => {
  const { takes, gives, sql } = calls[name]
  if (of.length !== takes)
    throw complain("$filter", at, `${name} takes ${takes === 1 ? "one value" : "two values"}`)
  const parts = of.map((part) => {
    const compiled = compile(part, properties)
    if (compiled.type === "text" || compiled.type === "null") return compiled
    throw complain("$filter", part.at, `${name} takes texts, not ${words[compiled.type]}`)
  })
  return { ...sql(parts), type: gives }
}

/** A text compared with a date is read as one. */
const asDate = (side: Expression, compiled: Typed, other: Typed): Typed =>
  side.kind === "text" && other.type === "date"
    ? { text: "?", values: [readDate(side.value, side.at)], type: "date" }
    : compiled

const compileComparison = (
  { by, left, right, at }: Extract<Expression, { kind: "compare" }>,
  properties: Properties,
): Typed => {
  const first = compile(left, properties)
  const second = compile(right, properties)
  const a = asDate(left, first, second)
  const b = asDate(right, second, first)
  const forEquality = by === "eq" || by === "ne"
  const nullable = a.type === "null" || b.type === "null"
  if (!forEquality && (nullable || a.type === "flag" || b.type === "flag"))
    throw complain("$filter", at, `"${by}" cannot compare ${words[nullable ? "null" : "flag"]}`)
  if (!nullable && a.type !== b.type)
    throw complain("$filter", at, `"${by}" cannot compare ${words[a.type]} with ${words[b.type]}`)
  const text = `(${a.text} ${symbols[by]} ${b.text})`
  return {
    text: forEquality ? text : certain(text),
    values: [...a.values, ...b.values],
    type: "flag",
  }
}

const compileFlag = (expression: Expression, properties: Properties): Sql => {
  const compiled = compile(expression, properties)
  if (compiled.type === "flag") return compiled
  throw complain(
    "$filter",
    expression.at,
    `expected something that is true or false, found ${words[compiled.type]}`,
  )
}

const compile = (expression: Expression, properties: Properties): Typed => {
  switch (expression.kind) {
    case "text":
    case "number":
      return { text: "?", values: [expression.value], type: expression.kind }
    case "date":
      return { text: "?", values: [readDate(expression.value, expression.at)], type: "date" }
    case "flag":
      return { text: expression.value ? "1" : "0", values: [], type: "flag" }
    case "null":
      return { text: "null", values: [], type: "null" }
    case "property": {
      const type = properties.get(expression.path)
      if (type === undefined)
        throw complain("$filter", expression.at, `there is no property "${expression.path}"`)
      return { text: `"${expression.path}"`, values: [], type }
    }
    case "call":
      return compileCall(expression, properties)
    case "compare":
      return compileComparison(expression, properties)
    case "and":
    case "or": {
      const parts = expression.of.map((part) => compileFlag(part, properties))
      return { ...join(expression.kind, parts), type: "flag" }
    }
    case "not": {
      const inner = compileFlag(expression.of, properties)
      return { text: `(not ${inner.text})`, values: inner.values, type: "flag" }
    }
  }
}

/**
 * A condition for SQLite; values from the filter are placeholders, names are those of `properties`.
 * @throws InvalidArgument for unknown properties, wrong types and dates that are none
 */
export const compileFilter = (expression: Expression, properties: Properties): Sql =>
  compileFlag(expression, properties)
