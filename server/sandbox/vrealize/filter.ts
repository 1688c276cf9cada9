import { complain, lex } from "./lex.ts"
import type { Token } from "./lex.ts"

const comparisons = ["eq", "ne", "gt", "ge", "lt", "le"] as const
export type Comparison = (typeof comparisons)[number]

const functions = ["startswith", "endswith", "substringof", "length", "tolower", "toupper"] as const
export type FunctionName = (typeof functions)[number]

/** A $filter, taken apart. `at` is where a part begins, for complaints about what it means. */
export type Expression =
  | { readonly kind: "text" | "date"; readonly value: string; readonly at: number }
  | { readonly kind: "number"; readonly value: number; readonly at: number }
  | { readonly kind: "flag"; readonly value: boolean; readonly at: number }
  | { readonly kind: "null"; readonly at: number }
  | { readonly kind: "property"; readonly path: string; readonly at: number }
  | {
      readonly kind: "call"
      readonly name: FunctionName
      readonly of: readonly Expression[]
      readonly at: number
    }
  | {
      readonly kind: "compare"
      readonly by: Comparison
      readonly left: Expression
      readonly right: Expression
      readonly at: number
    }
  | {
      readonly kind: "and" | "or"
      readonly of: readonly Expression[]
      readonly at: number
    }
  | { readonly kind: "not"; readonly of: Expression; readonly at: number }

/** SQLite gives up on deeper or longer expressions; this says so before it does. */
const maxDepth = 40
const maxTokens = 2000

const unsupported = new Set(["add", "sub", "mul", "div", "mod", "replace"])
const operators = new Set<string>(["and", "or", "not", ...comparisons, ...unsupported])

const isOneOf = <T extends string>(words: readonly T[], word: string): word is T =>
  words.some((one) => one === word)

/** What stands where, for a complaint. */
const describe = ({ kind, value }: Token): string =>
  kind === "end" ? "the end" : kind === "text" || kind === "date" ? `'${value}'` : `"${value}"`

class Parser {
  readonly #tokens: readonly Token[]
  #next = 0
  #depth = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: "end", value: "", at: 0 }
  }

  #take(): Token {
    const token = this.#peek()
    this.#next += 1
    return token
  }

  #isWord(word: string): boolean {
    const { kind, value } = this.#peek()
    return kind === "name" && value === word
  }

  #expect(kind: Token["kind"], wanted: string): Token {
    const token = this.#take()
    if (token.kind === kind) return token
    throw complain("$filter", token.at, `expected ${wanted}, found ${describe(token)}`)
  }

  #nested<T>(at: number, read: () => T): T {
    this.#depth += 1
    if (this.#depth > maxDepth) throw complain("$filter", at, "nested too deeply")
    const value = read()
    this.#depth -= 1
    return value
  }

  whole(): Expression {
    const expression = this.#chain("or")
    const token = this.#peek()
    if (token.kind === "end") return expression
    throw complain("$filter", token.at, `expected and, or, or the end, found ${describe(token)}`)
  }

  /** `or` binds weaker than `and`. */
  #chain(word: "or" | "and"): Expression {
    const read = (): Expression => (word === "or" ? this.#chain("and") : this.#unary())
    const { at } = this.#peek()
    const first = read()
    const of = [first]
    while (this.#isWord(word)) {
      this.#take()
      of.push(read())
    }
    return of.length === 1 ? first : { kind: word, of, at }
  }

  #unary(): Expression {
    if (!this.#isWord("not")) return this.#comparison()
    const { at } = this.#take()
    return { kind: "not", of: this.#nested(at, () => this.#unary()), at }
  }

  #comparison(): Expression {
    const left = this.#operand()
    const token = this.#peek()
    if (token.kind !== "name") return left
    if (unsupported.has(token.value))
      throw complain("$filter", token.at, `"${token.value}" is not supported`)
    if (!isOneOf(comparisons, token.value)) return left
    this.#take()
    return { kind: "compare", by: token.value, left, right: this.#operand(), at: token.at }
  }

  #operand(): Expression {
    const token = this.#take()
    const { kind, value, at } = token
    switch (kind) {
      case "text":
      case "date":
        return { kind, value, at }
      case "number":
        return { kind, value: Number(value), at }
      case "(": {
        const inner = this.#nested(at, () => this.#chain("or"))
        this.#expect(")", '")"')
        return inner
      }
      case "name":
        return this.#named(token)
      case ")":
      case ",":
      case "end":
        throw complain("$filter", at, `expected a value, found ${describe(token)}`)
    }
  }

  #named({ value, at }: Token): Expression {
    if (this.#peek().kind === "(" && !operators.has(value)) return this.#call(value, at)
    if (unsupported.has(value)) throw complain("$filter", at, `"${value}" is not supported`)
    if (operators.has(value))
      throw complain("$filter", at, `expected a value, found the operator "${value}"`)
    if (value === "null") return { kind: "null", at }
    if (value === "true" || value === "false") return { kind: "flag", value: value === "true", at }
    return { kind: "property", path: value, at }
  }

  #call(name: string, at: number): Expression {
    if (!isOneOf(functions, name)) throw complain("$filter", at, `there is no function "${name}"`)
    this.#take()
    return this.#nested(at, () => {
      const of = [this.#chain("or")]
      while (this.#peek().kind === ",") {
        this.#take()
        of.push(this.#chain("or"))
      }
      this.#expect(")", '"," or ")"')
      return { kind: "call", name, of, at }
    })
  }
}

/**
 * Reads a $filter of the documented grammar: eq ne gt ge lt le; and or not; parentheses; startswith,
 * endswith, substringof, length, tolower, toupper; nested properties with "/"; texts in single
 * quotes with '' for a quote.
 * @throws InvalidArgument naming the position of what does not fit
 */
export const parseFilter = (source: string): Expression => {
  const tokens = lex(source)
  if (tokens.length > maxTokens) throw complain("$filter", 0, "too long")
  return new Parser(tokens).whole()
}
