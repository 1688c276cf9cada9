import prettyBytes from "pretty-bytes"

/**
 * Binary units, three digits: 1536 -> "1.5 KiB". To ask for a number of decimals instead makes the
 * library go through the locale, which takes a hundred times as long.
 */
export const formatBytes = (bytes: number): string => prettyBytes(bytes, { binary: true })

const units: Readonly<Record<string, number>> = { k: 1, m: 2, g: 3, t: 4, p: 5 }

/** Reads "50 MB", "1.5gib" or "2048" as bytes, in powers of 1024; undefined where it is no size. */
export const parseBytes = (text: string): number | undefined => {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(?:([kmgtp])i?)?b?\s*$/i.exec(text)
  if (!match?.[1]) return undefined
  const power = match[2] ? (units[match[2].toLowerCase()] ?? 0) : 0
  return Math.round(Number(match[1]) * 1024 ** power)
}
