import { Search, X } from "lucide-react"
import { useEffect, useRef, useState } from "react"
import { IconButton } from "../ui/Button.tsx"
import { useShortcut } from "../ui/shortcuts.ts"
import { TextInput } from "../ui/TextInput.tsx"

const pause = 150

/**
 * Searches while one types. What is typed is shown at once and goes to the URL after a short pause;
 * when the URL changes by itself (Back, a link), the box follows it.
 */
export const SearchBox = ({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
}) => {
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [typed, setTyped] = useState<{ readonly text: string; readonly over: string }>()
  // What was typed counts only over the value it was typed on: a newer URL wins.
  const text = typed && typed.over === value ? typed.text : value
  useEffect(() => () => clearTimeout(timer.current), [])
  useShortcut("/", `Search ${label}`, "List", () => {
    input.current?.focus()
    input.current?.select()
  })
  const change = (next: string, wait: number): void => {
    setTyped({ text: next, over: value })
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onChange(next.trim()), wait)
  }
  return (
    <search className="relative min-w-0 flex-1 basis-56 sm:max-w-sm">
      <TextInput
        ref={input}
        type="search"
        aria-label={`Search ${label}`}
        placeholder={`Search ${label}`}
        icon={<Search size={14} aria-hidden />}
        value={text}
        onChange={(event) => change(event.target.value, pause)}
        onKeyDown={(event) => {
          if (event.key === "Enter") change(text, 0)
          if (event.key === "Escape" && text !== "") {
            event.preventDefault()
            change("", 0)
          }
        }}
        className="pr-8 [&::-webkit-search-cancel-button]:hidden"
      />
      {text !== "" && (
        <span className="absolute inset-y-0 right-1 flex items-center">
          <IconButton
            label="Clear the search"
            size="sm"
            icon={<X size={14} aria-hidden />}
            onClick={() => change("", 0)}
          />
        </span>
      )}
    </search>
  )
}
