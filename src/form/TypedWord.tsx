import { useId, useState } from "react"
import { TextInput } from "../ui/TextInput.tsx"

/** What must be typed before something is done. The dialog around it is not drawn again at each key. */
export const TypedWord = ({
  word,
  onSure,
}: {
  readonly word: string
  /** Told whether what is typed is that word. */
  readonly onSure: (sure: boolean) => void
}) => {
  const id = useId()
  const [typed, setTyped] = useState("")
  return (
    <label htmlFor={id} className="flex flex-col gap-1 text-sm">
      <span>
        Type <span className="font-mono font-medium text-strong select-all">{word}</span> to confirm
      </span>
      <TextInput
        id={id}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={typed}
        onChange={({ target: { value } }) => {
          setTyped(value)
          onSure(value.trim() === word)
        }}
      />
    </label>
  )
}
