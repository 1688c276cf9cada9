/** One part of a label selector; all parts must hold. */
export type Requirement =
  | { readonly op: "exists" | "absent"; readonly key: string }
  | { readonly op: "in" | "notin"; readonly key: string; readonly values: readonly string[] }

/** The most requirements that Cloud Controller takes. */
const most = 50

export const messages = {
  missing: "Missing label_selector value",
  invalid: "Invalid label_selector value",
  tooMany: `Too many label_selector requirements (maximum is ${most})`,
} as const

const word = "[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?"
const isName = (text: string): boolean =>
  text.length > 0 && text.length <= 63 && new RegExp(`^${word}$`).test(text)

/** A key: an optional DNS prefix and a slash, then a name. */
const isKey = (text: string): boolean => {
  const slash = text.indexOf("/")
  if (slash < 0) return isName(text)
  const prefix = text.slice(0, slash)
  const isDns =
    prefix.length <= 253 && prefix.includes(".") && /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(prefix)
  return isDns && isName(text.slice(slash + 1))
}

/** Cuts at the commas that stand outside of parentheses. */
const cut = (selector: string): readonly string[] => {
  const parts: string[] = []
  let depth = 0
  let part = ""
  for (const letter of selector) {
    if (letter === "(") depth += 1
    if (letter === ")") depth -= 1
    if (letter === "," && depth === 0) {
      parts.push(part)
      part = ""
    } else part += letter
  }
  return [...parts, part]
}

const parseOne = (text: string): Requirement | undefined => {
  const trimmed = text.trim()
  const set = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/.exec(trimmed)
  if (set?.[1] !== undefined && set[3] !== undefined) {
    const values = set[3].split(",").map((value) => value.trim())
    if (!isKey(set[1]) || !values.every(isName)) return undefined
    return { op: set[2] === "notin" ? "notin" : "in", key: set[1], values }
  }
  const equal = /^([^\s=!]+)\s*(==|=|!=)\s*([^\s=!]*)$/.exec(trimmed)
  if (equal?.[1] !== undefined && equal[3] !== undefined) {
    if (!isKey(equal[1]) || !isName(equal[3])) return undefined
    return { op: equal[2] === "!=" ? "notin" : "in", key: equal[1], values: [equal[3]] }
  }
  const absent = /^!\s*(\S+)$/.exec(trimmed)
  if (absent?.[1] !== undefined)
    return isKey(absent[1]) ? { op: "absent", key: absent[1] } : undefined
  return isKey(trimmed) ? { op: "exists", key: trimmed } : undefined
}

/**
 * Reads a label selector: `key`, `!key`, `key=v`, `key==v`, `key!=v`, `key in (a,b)`,
 * `key notin (a,b)`, joined by commas.
 * @returns the requirements, or the message of the API's refusal
 */
export const parseLabelSelector = (selector: string): readonly Requirement[] | string => {
  if (selector.trim() === "") return messages.missing
  const parts = cut(selector)
  if (parts.length > most) return messages.tooMany
  const parsed = parts.flatMap((part) => parseOne(part) ?? [])
  return parsed.length === parts.length ? parsed : messages.invalid
}
