import { formatBytes } from "../lib/bytes.ts"
import { formatDuration } from "../lib/dates.ts"
import { once } from "../lib/once.ts"
import { formatCount } from "../lib/text.ts"

const decimals = once(() => new Intl.NumberFormat("en"))

/** Not by `Intl` where it is whole: what that has to load takes 50 ms, and numbers stand in the first rows. */
export const grouped = (value: number): string =>
  Number.isSafeInteger(value) ? formatCount(value) : decimals().format(value)

/** How the kinds that are numbers are said. */
export const numbers = {
  number: grouped,
  bytes: formatBytes,
  duration: formatDuration,
} as const
