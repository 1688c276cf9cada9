import { once } from "../../lib/once.ts"
import { compareValues } from "../../model/search.ts"

const compare = (a: string, b: string): number => compareValues({ kind: "text" }, a, b)

const zero = 48
const nine = 57
/** Stands before a number: the more digits, the higher. Above all that sorts before digits. */
const number = 300
const longest = 200
const afterNumbers = 600
/** Characters, beyond which a key would take more arguments than a call should have. */
const most = 2000

/** The code of each printable ASCII character that is no digit, in the order in which they are compared. */
const codes = once(() => {
  const chars = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at))
    .filter((char) => char < "0" || char > "9")
    .sort(compare)
  const table = new Uint16Array(127)
  let rank = 0
  for (const [at, char] of chars.entries()) {
    if (at > 0 && compare(chars[at - 1] ?? "", char) !== 0) rank += 1
    table[char.charCodeAt(0)] = rank + (compare(char, "0") < 0 ? 1 : afterNumbers)
  }
  return table
})

/**
 * A text as a key: keys in the plain order of strings are texts in the order of `compareValues`, and
 * equal keys are texts that it takes as equal. Plain strings are sorted many times as fast. Undefined
 * for what is not printable ASCII, whose order only the collator knows.
 */
export const sortKey = (text: string): string | undefined => {
  if (text.length > most) return undefined
  const table = codes()
  const key: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    let code = text.charCodeAt(at)
    if (code < zero || code > nine) {
      const rank = table[code] ?? 0
      if (rank === 0) return undefined
      key.push(rank)
      continue
    }
    // A number counts as a number, whatever zeros it begins with.
    while (text.charCodeAt(at) === zero) at += 1
    const mark = key.push(number) - 1
    for (code = text.charCodeAt(at); code >= zero && code <= nine; code = text.charCodeAt(at)) {
      key.push(code)
      at += 1
    }
    const length = key.length - 1 - mark
    if (length > longest) return undefined
    key[mark] = number + length
    at -= 1
  }
  return String.fromCharCode(...key)
}
