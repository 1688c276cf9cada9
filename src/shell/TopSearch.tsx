import { Command, Search } from "lucide-react"
import { useRef } from "react"
import { useNavigate } from "react-router"
import { paths } from "../paths.ts"
import { Kbd } from "../ui/Kbd.tsx"
import { useShortcut } from "../ui/shortcuts.ts"
import { TextInput } from "../ui/TextInput.tsx"
import { commandKey, paletteEvent } from "./paletteEvent.ts"

/** Where a search leads; without what reads it, to a search for the text as it stands. */
const resultsOf = async (text: string): Promise<string> => {
  try {
    const { everywhere } = await import("./everywhere.ts")
    return everywhere(text)
  } catch {
    return paths.packages(new URLSearchParams({ q: text }))
  }
}

/** Searches the packages of every connection, from anywhere. */
export const TopSearch = () => {
  const input = useRef<HTMLInputElement>(null)
  const navigate = useNavigate()
  useShortcut("/", "Search", "Everywhere", () => input.current?.select())
  return (
    <search className="relative w-full max-w-88">
      <form
        action={paths.packages()}
        onSubmit={(event) => {
          event.preventDefault()
          const go = async (text: string): Promise<void> => void navigate(await resultsOf(text))
          void go(input.current?.value.trim() ?? "")
          if (input.current) input.current.value = ""
        }}
      >
        <TextInput
          ref={input}
          type="search"
          name="q"
          aria-label="Search all packages"
          aria-keyshortcuts="/"
          placeholder="Search all packages"
          autoComplete="off"
          spellCheck={false}
          icon={<Search size={14} aria-hidden />}
          className="pr-18 max-sm:pr-9 pointer-coarse:pr-9 [&::-webkit-search-cancel-button]:hidden"
        />
        <span className="absolute inset-y-0 right-1.5 flex items-center gap-1">
          <button
            type="button"
            aria-keyshortcuts="Control+K Meta+K"
            onClick={() => window.dispatchEvent(new Event(paletteEvent))}
            className="touch-target flex items-center gap-1 rounded-sm text-muted hover:text-strong"
          >
            <span className="sr-only">Command palette</span>
            <Command size={14} aria-hidden className="hidden max-sm:block pointer-coarse:block" />
            <span aria-hidden className="flex gap-1 max-sm:hidden pointer-coarse:hidden">
              <Kbd>{commandKey}</Kbd>
              <Kbd>K</Kbd>
            </span>
          </button>
        </span>
      </form>
    </search>
  )
}
