import type { MouseEvent } from "react"
import { formatCount } from "../lib/text.ts"
import { cx } from "../ui/cx.ts"
import { Button } from "../ui/Button.tsx"
import { focusBox } from "./focusOn.ts"
import { unseenText } from "./unseen.ts"
import type { Unseen } from "./unseen.ts"

/** More of them help nobody to choose one. */
const most = 12

/** Says that a filter asks for a value that nobody knows, and offers those that are known. */
export const UnseenValues = ({
  one,
  unseen,
  centred = false,
  onChoose,
}: {
  readonly one: string
  readonly unseen: Unseen
  /** As the empty list is in which it stands. */
  readonly centred?: boolean
  readonly onChoose: (value: string) => void
}) => {
  const { known } = unseen
  const choose = (event: MouseEvent, word: string): void => {
    focusBox(event)
    onChoose(word)
  }
  return (
    <div
      className={cx(
        "flex gap-2",
        centred ? "mt-2 flex-col items-center" : "flex-wrap items-center",
      )}
    >
      <p>{unseenText(one, unseen)}</p>
      {known.length > 0 && (
        <ul className={cx("flex flex-wrap gap-1.5", centred && "justify-center")}>
          {known.slice(0, most).map((word) => (
            <li key={word} className="min-w-0">
              <Button size="sm" onClick={(event) => choose(event, word)}>
                {word}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {known.length > most && <p>{formatCount(known.length - most)} more.</p>}
    </div>
  )
}
