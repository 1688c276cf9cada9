/** Reproducible numbers in [0, 1) (mulberry32), begun from a text. */
export const createRandom = (from: string): (() => number) => {
  let state = 2166136261
  for (const letter of from) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 16777619)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** One of the list, all equally likely. */
export const pick = <T>(random: () => number, from: readonly [T, ...T[]]): T =>
  from[Math.floor(random() * from.length)] ?? from[0]

/** One of the list, as likely as its weight says. */
export const pickWeighted = <T>(
  random: () => number,
  from: readonly [readonly [T, number], ...(readonly [T, number])[]],
): T => {
  const total = from.reduce((sum, [, weight]) => sum + weight, 0)
  let left = random() * total
  for (const [value, weight] of from) {
    left -= weight
    if (left < 0) return value
  }
  return from[0][0]
}

/** A version 4 GUID from reproducible numbers. */
export const guidOf = (random: () => number): string => {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16))
  hex[12] = "4"
  hex[16] = pick(random, ["8", "9", "a", "b"])
  const text = hex.join("")
  return [
    text.slice(0, 8),
    text.slice(8, 12),
    text.slice(12, 16),
    text.slice(16, 20),
    text.slice(20),
  ].join("-")
}

/** The same items in another order. */
export const shuffle = <T>(random: () => number, items: readonly T[]): readonly T[] =>
  items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
