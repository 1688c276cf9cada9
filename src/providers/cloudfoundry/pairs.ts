import { ProviderError } from "../../model/error.ts"

type Pairs = Readonly<Record<string, string>>

const refuse = (input: string, why: string): ProviderError =>
  new ProviderError({ trouble: "invalid", title: why, fields: { [input]: why } })

/** The lines of a text as pairs: `key=value`, one a line. @throws ProviderError for the form */
export const pairsOf = (text: string, input: string): Pairs => {
  const seen = new Set<string>()
  return Object.fromEntries(
    text.split("\n").flatMap((line) => {
      if (line.trim() === "") return []
      const at = line.indexOf("=")
      const key = line.slice(0, at).trim()
      if (at < 0 || key === "") throw refuse(input, `Write each line as key=value, not as ${line}`)
      // The later one would win, and nobody would be told.
      if (seen.has(key)) throw refuse(input, `${key} is there twice: write it once`)
      seen.add(key)
      return [[key, line.slice(at + 1).trim()] as const]
    }),
  )
}

/** What turns one set of pairs into the other; null takes a key away, and what stays is left out. */
export const changesOf = (
  before: Pairs,
  after: Pairs,
): Readonly<Record<string, string | null>> => ({
  ...Object.fromEntries(Object.keys(before).flatMap((key) => (key in after ? [] : [[key, null]]))),
  ...Object.fromEntries(Object.entries(after).filter(([key, value]) => before[key] !== value)),
})
