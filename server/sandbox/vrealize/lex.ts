import { InvalidArgument } from "./errors.ts"

/** A word of a $filter, and where it begins (from 0). */
export type Token = {
  readonly kind: "name" | "text" | "number" | "date" | "(" | ")" | "," | "end"
  /** A name or number as written; what stands between the quotes of a text or date. */
  readonly value: string
  readonly at: number
}

/** Points at the place: positions are counted from 1, as people do. */
export const complain = (parameter: string, at: number, what: string): InvalidArgument =>
  new InvalidArgument(`${parameter}: ${what} at position ${at + 1}.`)

const blank = /\s+/y
const typed = /(datetimeoffset|datetime|guid)'((?:[^']|'')*)'/y
const text = /'((?:[^']|'')*)'/y
const number = /-?\d+(?:\.\d+)?(?![\w.])/y
const name = /[A-Za-z_@][\w@]*(?:\/[A-Za-z_@][\w@]*)*/y
const mark = /[(),]/y

const matchAt = (pattern: RegExp, source: string, at: number): RegExpExecArray | null => {
  // Sticky patterns carry their position themselves.
  pattern.lastIndex = at
  return pattern.exec(source)
}

const unquote = (quoted: string): string => quoted.replaceAll("''", "'")

const markOf = (found: string): "(" | ")" | "," => (found === "(" ? "(" : found === ")" ? ")" : ",")

const next = (source: string, at: number): { readonly token: Token; readonly length: number } => {
  const literal = matchAt(typed, source, at)
  if (literal)
    return {
      token: {
        kind: literal[1] === "guid" ? "text" : "date",
        value: unquote(literal[2] ?? ""),
        at,
      },
      length: literal[0].length,
    }
  const quoted = matchAt(text, source, at)
  if (quoted)
    return {
      token: { kind: "text", value: unquote(quoted[1] ?? ""), at },
      length: quoted[0].length,
    }
  for (const [kind, pattern] of [
    ["number", number],
    ["name", name],
  ] as const) {
    const found = matchAt(pattern, source, at)?.[0]
    if (found !== undefined) return { token: { kind, value: found, at }, length: found.length }
  }
  const found = matchAt(mark, source, at)?.[0]
  if (found !== undefined) return { token: { kind: markOf(found), value: found, at }, length: 1 }
  const letter = source[at] ?? ""
  throw complain(
    "$filter",
    at,
    letter === "'" ? "a text without its closing quote" : `unexpected "${letter}"`,
  )
}

/**
 * The words of a $filter, ended by an `end`.
 * @throws InvalidArgument pointing at what is no word
 */
export const lex = (source: string): readonly Token[] => {
  const tokens: Token[] = []
  let at = 0
  for (;;) {
    at += matchAt(blank, source, at)?.[0].length ?? 0
    if (at >= source.length) return [...tokens, { kind: "end", value: "", at }]
    const { token, length } = next(source, at)
    tokens.push(token)
    at += length
  }
}
