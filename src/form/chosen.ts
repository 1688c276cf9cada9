/** The values of an input of several: one a line. */
export const chosenIn = (text: string): readonly string[] =>
  text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()]))

/** The text of an input of several after one value was put in or taken out. */
export const withChosen = (text: string, value: string, chosen: boolean): string => {
  const others = chosenIn(text).filter((one) => one !== value)
  return (chosen ? [...others, value] : others).join("\n")
}
