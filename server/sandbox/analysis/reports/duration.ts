/** Milliseconds as `HH:MM:SS.mmm`, as the Portal writes them. */
export const durationOf = (milliseconds: number): string => {
  const whole = Math.max(0, Math.round(milliseconds))
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0")
  const rest = String(whole % 1000).padStart(3, "0")
  return `${two(whole / 3_600_000)}:${two((whole / 60_000) % 60)}:${two((whole / 1000) % 60)}.${rest}`
}
