import type { Field } from "./field.ts"
import { findField } from "./fieldName.ts"
import { asPart, filterStyle, readFilterValue } from "./filter.ts"
import { join, leavesOf, toParts } from "./where.ts"
import type { Where } from "./where.ts"

/** What is wrong in a text, and where: from `at` (counted from 0) on, `length` characters. */
export type WhereProblem = {
  readonly at: number
  readonly length: number
  readonly message: string
}

/** An expression, undefined for an empty text; or what is wrong in it. */
export type ReadWhere = { readonly where: Where | undefined } | { readonly problem: WhereProblem }

/** What is to be known of a text that a person wrote, beside what it says. */
export type Typed = {
  /** Whether a name, and what stands behind its colon, are part of a text rather than a condition. */
  readonly isWord: (fields: readonly Field[], name: string, value: string) => boolean
  /** What to say of a name that no column has. */
  readonly unknown: (fields: readonly Field[]) => string
  /** What is wrong with a value that might be read, `beyond` so many characters of the `rest` behind it. */
  readonly check: (
    field: Field,
    value: string,
    rest: string,
  ) => { readonly message: string; readonly beyond?: number } | undefined
}

/** A text that cannot be read. */
class Unreadable extends Error {
  readonly problem: WhereProblem
  constructor(at: number, length: number, message: string) {
    super(message)
    this.problem = { at, length: Math.max(1, length), message }
  }
}

/** Brackets within brackets: beyond what anyone writes, and far from the end of the stack. */
const deepest = 50

/** Whether a list can be filtered by a field. */
export const canFilter = ({ itemOnly, late, kind }: Field): boolean =>
  !itemOnly && !late && kind !== "records"

/** Why a condition on a field that only the provider filters by is no filter. */
export const remoteProblem = ({ label }: Field): string =>
  `Only the provider can filter by ${label}, in one condition, and it knows no OR and no NOT.`

/** Reads one text, once. */
class Reader {
  at = 0
  readonly text: string
  readonly fields: readonly Field[]
  private readonly typed: Typed | undefined
  private depth = 0
  /** What to say of each condition on a field that only the provider can answer, were it ours. */
  private readonly remote = new Map<Where, Unreadable>()

  constructor(fields: readonly Field[], text: string, typed: Typed | undefined) {
    this.fields = fields
    this.text = text
    this.typed = typed
  }

  private get rest(): string {
    return this.text.slice(this.at)
  }

  private skip(): void {
    this.at += /^\s*/.exec(this.rest)?.[0].length ?? 0
  }

  /** Goes past a word that stands alone. */
  private takes(word: string): boolean {
    this.skip()
    if (!new RegExp(String.raw`^${word}(?=[\s()]|$)`).test(this.rest)) return false
    this.at += word.length
    return true
  }

  whole(): Where | undefined {
    const where = this.any()
    this.skip()
    if (this.at < this.text.length)
      throw new Unreadable(this.at, 1, "No bracket is open that this one could close.")
    // What no filter says is ours to answer, but some fields are the provider's alone.
    for (const ours of leavesOf(toParts(where).where)) {
      const problem = this.remote.get(ours)
      if (problem) throw problem
    }
    return where
  }

  private any(): Where | undefined {
    const first = this.all()
    const each = first === undefined ? [] : [first]
    while (this.takes("OR")) {
      const from = this.at - 2
      if (each.length === 0) throw new Unreadable(from, 2, "Say what, before OR.")
      const next = this.all()
      if (next === undefined) throw new Unreadable(from, this.at - from, "Say what else, after OR.")
      each.push(next)
    }
    return join("any", each)
  }

  private all(): Where | undefined {
    const terms: Where[] = []
    for (;;) {
      this.skip()
      const from = this.at
      const and = this.takes("AND")
      this.skip()
      if (this.at >= this.text.length || this.text[this.at] === ")" || this.ahead("OR")) {
        if (and) throw new Unreadable(from, this.at - from, "Say what else, after AND.")
        return join("all", terms)
      }
      terms.push(this.one())
    }
  }

  private ahead(word: string): boolean {
    const from = this.at
    const there = this.takes(word)
    this.at = from
    return there
  }

  private one(): Where {
    this.skip()
    const from = this.at
    const minus = /^-(?=[^\s)])/.test(this.rest)
    if (minus) this.at += 1
    if (minus || this.takes("NOT")) {
      this.skip()
      if (this.at >= this.text.length || this.text[this.at] === ")")
        throw new Unreadable(from, this.at - from, "Say what not.")
      this.depth += 1
      if (this.depth > deepest)
        throw new Unreadable(from, this.at - from, "There are too many NOTs in a row.")
      const of = this.one()
      this.depth -= 1
      return of.is === "not" ? of.of : { is: "not", of }
    }
    if (this.text[this.at] === "(") {
      this.depth += 1
      if (this.depth > deepest) throw new Unreadable(from, 1, "There are too many open brackets.")
      this.at += 1
      const where = this.any()
      this.depth -= 1
      this.skip()
      if (this.text[this.at] !== ")") throw new Unreadable(from, 1, "This bracket is never closed.")
      this.at += 1
      if (where === undefined) throw new Unreadable(from, 2, "There is nothing in these brackets.")
      return where
    }
    return this.term()
  }

  private quoted(): string {
    const found = /^"((?:[^"\\]|\\.)*)"/s.exec(this.rest)
    if (!found) throw new Unreadable(this.at, 1, "This quote is never closed.")
    this.at += found[0].length
    return (found[1] ?? "").replace(/\\(.)/gs, "$1")
  }

  private term(): Where {
    const from = this.at
    if (this.text[from] === '"') {
      const text = this.quoted()
      if (text.trim() === "") throw new Unreadable(from, 2, "There is nothing in these quotes.")
      return { is: "text", text }
    }
    const name = /^([^\s():",]+):/.exec(this.rest)?.[1]
    if (
      name === undefined ||
      this.typed?.isWord(this.fields, name, this.rest.slice(name.length + 1))
    ) {
      const word = /^[^\s()]+/.exec(this.rest)?.[0] ?? ""
      this.at += word.length
      return { is: "text", text: word }
    }
    if (name === "no") {
      this.at += 3
      const which = /^[^\s()]*/.exec(this.rest)?.[0] ?? ""
      if (which === "") throw new Unreadable(from, 3, "Say which column has no value, after no:.")
      const field = this.field(which, this.at)
      this.at += which.length
      return this.known({ is: "none", field: field.id }, field, from, this.at - from)
    }
    const field = this.field(name, from)
    this.at += name.length + 1
    const values = [this.value(field)]
    while (this.text[this.at] === ",") {
      this.at += 1
      values.push(this.value(field))
    }
    const { id, every } = field
    const where: Where = { is: "field", field: id, values: [...new Set(values)], every }
    return this.known(where, field, from, name.length)
  }

  private known(where: Where, field: Field, at: number, length: number): Where {
    if (field.remoteOnly) this.remote.set(where, new Unreadable(at, length, remoteProblem(field)))
    return where
  }

  private field(name: string, at: number): Field {
    const field = findField(this.fields, name)
    if (!field)
      throw new Unreadable(
        at,
        name.length,
        `This list has no column "${name}".${this.typed?.unknown(this.fields) ?? ""}`,
      )
    if (!canFilter(field))
      throw new Unreadable(at, name.length, `A list cannot be filtered by ${field.label}.`)
    return field
  }

  private value(field: Field): string {
    const from = this.at
    let value = /^(>=|<=|>|<|=)/.exec(this.rest)?.[0] ?? ""
    this.at += value.length
    while (/^[^\s(),]/.test(this.rest)) {
      if (this.text[this.at] === '"') value += this.quoted()
      else {
        const piece = /^[^\s(),"]+/.exec(this.rest)?.[0] ?? ""
        value += piece
        this.at += piece.length
      }
    }
    // What begins with a quote has no sign: it is asked for as it stands.
    if (this.text[from] === '"' && filterStyle[field.kind] !== "range") value = asPart(value)
    if (/^(>=|<=|>|<|=)?$/.test(value.trim()))
      throw new Unreadable(
        from - 1,
        this.at - from + 1,
        `Say which ${field.label}, after the colon.`,
      )
    const slip = this.typed?.check(field, value, this.rest)
    if (slip) throw new Unreadable(from, this.at - from + (slip.beyond ?? 0), slip.message)
    const read = readFilterValue(field, value)
    if ("problem" in read) throw new Unreadable(from, this.at - from, read.problem)
    return read.value
  }
}

/**
 * Reads `state:failed size:>50mb created:<"7 days ago" -type:docker (a OR b)`; the inverse of
 * `printWhere`. Conditions that stand beside each other must all hold.
 * @param typed of what a person wrote; absent: no name before a colon is a word, as in what `printWhere`
 * printed, where words with a colon are in quotes, and a field that the list does not have is one that it had
 * @returns the expression, undefined for an empty text, or what is wrong and at which character
 */
export const readWhere = (fields: readonly Field[], text: string, typed?: Typed): ReadWhere => {
  try {
    return { where: new Reader(fields, text, typed).whole() }
  } catch (cause) {
    if (cause instanceof Unreadable) return { problem: cause.problem }
    throw cause
  }
}
