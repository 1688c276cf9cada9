import type { MouseEvent } from "react"
import { formatCount } from "../lib/text.ts"
import { asPart } from "../model/filter.ts"
import { Button } from "../ui/Button.tsx"
import { focusBox } from "./focusOn.ts"
import type { Unseen } from "./unseen.ts"

/** More of them help nobody to choose one. */
const most = 12

/** Says that a filter asks for a value that nobody knows, and offers those that are known. */
export const UnseenValues = ({
  one,
  unseen: { field, words, known, whole },
  onChoose,
}: {
  readonly one: string
  readonly unseen: Unseen
  readonly onChoose: (value: string) => void
}) => {
  const asked = words.map((word) => `“${word}”`).join(" or ")
  const label = field.label.toLowerCase()
  const choose = (event: MouseEvent, word: string): void => {
    focusBox(event)
    onChoose(asPart(word))
  }
  return (
    <div className="mt-2 flex flex-col items-center gap-2">
      <p>
        {field.closed
          ? `No ${label} is called ${asked}. They are:`
          : whole
            ? `No ${one} has the ${label} ${asked}. Known are:`
            : `No ${label} ${asked} was seen so far. Known are:`}
      </p>
      <ul className="flex flex-wrap justify-center gap-1.5">
        {known.slice(0, most).map((word) => (
          <li key={word} className="min-w-0">
            <Button size="sm" onClick={(event) => choose(event, word)}>
              {word}
            </Button>
          </li>
        ))}
      </ul>
      {known.length > most && <p>{formatCount(known.length - most)} more.</p>}
    </div>
  )
}
