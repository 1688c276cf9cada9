import type { SQLInputValue } from "node:sqlite"
import { dates, paths } from "./fields.ts"
import { InvalidParameter } from "./problems.ts"

const symbols = { eq: "=", lt: "<", gt: ">", lte: "<=", gte: ">=", in: "in" } as const
type Operator = keyof typeof symbols

/** One condition of a filter; `in` has one or more values, the others have one. */
type Condition = {
  readonly path: string
  readonly by: Operator
  readonly values: readonly string[]
}

type Sql = { readonly text: string; readonly values: readonly SQLInputValue[] }

const head = /\s*([^\s,']+)\s+([^\s,']+)\s+/y
const value = /'((?:[^']|'')*)'/y
const open = /\(\s*/y
const close = /\s*\)/y
const comma = /\s*,\s*/y
/** A comma inside a list, and not one before the next condition. */
const listComma = /\s*,\s*(?=')/y

const isOperator = (word: string): word is Operator => Object.hasOwn(symbols, word)

const fail = (at: number, what: string): InvalidParameter =>
  new InvalidParameter("filter", `${what} at position ${at + 1}`)

class Reader {
  readonly #source: string
  #at = 0

  constructor(source: string) {
    this.#source = source
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    // Sticky patterns carry their position themselves.
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#source) ?? undefined
    this.#at += found?.[0].length ?? 0
    return found
  }

  #value(): string {
    const found = this.#match(value)?.[1]
    if (found === undefined) throw fail(this.#at, "expected a value in single quotes")
    return found.replaceAll("''", "'")
  }

  /** `'a','b'`, `('a','b')` or `'a,b'`: the API admits `in` without saying how its list is written. */
  #list(): readonly string[] {
    const wrapped = this.#match(open) !== undefined
    const found = [this.#value()]
    while (this.#match(listComma)) found.push(this.#value())
    if (wrapped && !this.#match(close)) throw fail(this.#at, 'expected ")"')
    return found.flatMap((one) => one.split(","))
  }

  #condition(): Condition {
    const start = this.#at
    const [, path, by] = this.#match(head) ?? []
    if (path === undefined || by === undefined)
      throw fail(start, "expected a field, an operator and a value")
    if (!paths.has(path)) throw fail(start, `there is no field "${path}"`)
    if (!isOperator(by)) throw fail(start, `there is no operator "${by}"`)
    return { path, by, values: by === "in" ? this.#list() : [this.#value()] }
  }

  whole(): readonly Condition[] {
    const conditions = [this.#condition()]
    while (this.#match(comma)) conditions.push(this.#condition())
    if (this.#source.slice(this.#at).trim() !== "") throw fail(this.#at, 'expected "," or the end')
    return conditions
  }
}

/**
 * Reads a filter: `field op 'value'`, several joined by commas, all of which must hold.
 * @throws InvalidParameter naming the position of what does not fit
 */
export const parseFilter = (source: string): readonly Condition[] => new Reader(source).whole()

/** With six digits after the second, as dates are kept, so that texts compare as dates do. */
const readDate = (text: string): string => {
  const date = new Date(text)
  if (Number.isNaN(date.getTime())) throw new InvalidParameter("filter", `'${text}' is not a date`)
  const fraction = /\.(\d{1,6})/.exec(text)?.[1] ?? ""
  return `${date.toISOString().slice(0, 19)}.${fraction.padEnd(6, "0")}Z`
}

const compilePath = (
  document: string,
  inside: string,
  rest: readonly string[],
  test: (value: string) => string,
): string => {
  const [next, ...after] = rest
  if (next === undefined) return test(inside === "$" ? document : `(${document} ->> '${inside}')`)
  const each = `each${rest.length}`
  const found = compilePath(`${each}.value`, `$${next}`, after, test)
  return `exists (select 1 from json_each(${document}, '${inside}') ${each} where ${found})`
}

/** SQL for a value below a package; only the paths of `paths` get here, so no text of a caller does. */
export const sqlOf = (path: string, test: (value: string) => string): string => {
  const [first = "", ...rest] = path.split("[*]")
  const [column = "", ...inside] = first.split(".")
  return compilePath(`"${column}"`, ["$", ...inside].join("."), rest, test)
}

/** A condition for SQLite. Values are compared as texts: the API gives its versions no order of their own. */
export const compileFilter = (conditions: readonly Condition[]): Sql => {
  if (conditions.length === 0) return { text: "", values: [] }
  const parts = conditions.map(({ path, by, values }) => ({
    text: sqlOf(path, (found) =>
      by === "in"
        ? `${found} in (${values.map(() => "?").join(", ")})`
        : `${found} ${symbols[by]} ?`,
    ),
    values: dates.has(path) ? values.map(readDate) : values,
  }))
  return {
    text: `where ${parts.map(({ text }) => text).join(" and ")}`,
    values: parts.flatMap((part) => part.values),
  }
}
