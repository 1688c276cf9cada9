/**
 * How many slips of the finger a typed word is forgiven: a letter left out, added, changed, or swapped
 * with the next. Short words are forgiven less, since everything is similar to them.
 */
export const slipsForgiven = (word: string): 0 | 1 | 2 =>
  word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0

/** Whether no more than so many slips turn one word into the other. Few slips: it tries each of them. */
const isWithin = (slips: number, a: string, b: string): boolean => {
  if (a === b) return true
  if (slips === 0) return false
  let at = 0
  while (a[at] === b[at]) at += 1
  const [here, there] = [a.slice(at), b.slice(at)]
  const left = slips - 1
  return (
    isWithin(left, here.slice(1), there) ||
    isWithin(left, here, there.slice(1)) ||
    isWithin(left, here.slice(1), there.slice(1)) ||
    (here[0] === there[1] && here[1] === there[0] && isWithin(left, here.slice(2), there.slice(2)))
  )
}

/** Whether what was typed may be meant for a word, by the slips that the word is forgiven. */
export const isSlipOf = (word: string, typed: string): boolean =>
  isWithin(slipsForgiven(word), word, typed)

/** Whether a single slip lies between the two: of words that may be meant those are the likelier ones. */
export const isOneSlip = (word: string, typed: string): boolean => isWithin(1, word, typed)
