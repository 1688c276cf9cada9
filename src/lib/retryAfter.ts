/**
 * Ms that an answer asks to wait: `Retry-After` is a number of seconds or a date; of one that has passed
 * less than 0. Undefined where it says nothing of it that can be read.
 * @param now ms since 1970
 */
export const retryAfter = (headers: Headers, now = Date.now()): number | undefined => {
  const value = headers.get("retry-after") ?? "-"
  const seconds = Number(value)
  const ms = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1000
  return Number.isFinite(ms) ? ms : undefined
}
