import { once } from "../lib/once.ts"

/**
 * Px that a letter of 14 px takes at most, measured in the font of the app, whose medium weight is the
 * broader one; narrow ones are as broad as those of the 12 px that opaque values are in.
 */
const px = { narrow: 7.2, plain: 9.3, capital: 11, broad: 14.5, double: 20 } as const

const pxOf = (letter: string): number => {
  if (/[ !'(),./:;I[\]`fijlrt|]/.test(letter)) return px.narrow
  if (/[%@MWmw]/.test(letter)) return px.broad
  return /[A-Z]/.test(letter) ? px.capital : px.plain
}

const ascii = Float64Array.from({ length: 128 }, (_, code) => pxOf(String.fromCharCode(code)))

/** Px of a letter of opaque values, of which each is as broad as any other. */
const pxOfMono = 7.23

/** How many letters of an opaque value have room. */
export const lettersIn = (room: number): number =>
  hasLargeLetters() ? 0 : Math.floor(room / pxOfMono)

/** Letters of East Asia and pictures take the room of two. */
const pxOfCode = (code: number): number => ascii[code] ?? (code < 0x1100 ? px.capital : px.double)

/** Whether this browser draws letters larger than the columns, which are px, were measured for. */
const hasLargeLetters = once(
  () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) > 16,
)

/**
 * Whether a text may need more than this room, in px. Where it cannot, its element is not clipped: each
 * that is has a layer and a clip of its own, which the browser goes through in every frame.
 */
export const mayOverflow = (text: string, room: number): boolean => {
  if (hasLargeLetters()) return true
  let most = 0
  for (let at = 0; at < text.length && most <= room; at += 1) most += pxOfCode(text.charCodeAt(at))
  return most > room
}
