import { Search, X } from "lucide-react"
import { useEffect, useId, useLayoutEffect, useRef, useState } from "react"
import type { KeyboardEvent } from "react"
import type { Field } from "../model/field.ts"
import type { Query } from "../model/query.ts"
import { readRest } from "../model/readRest.ts"
import { readTyped, takenForWords } from "../model/readTyped.ts"
import { toParts } from "../model/where.ts"
import { IconButton } from "../ui/Button.tsx"
import { useShortcut } from "../ui/shortcuts.ts"
import { Spare } from "../ui/Spare.tsx"
import { TextInput } from "../ui/TextInput.tsx"
import type { Completion, Seen } from "./completion.ts"
import { completionBehindRows, getReady } from "./offering.ts"
import { QueryHelp } from "./QueryHelp.tsx"
import { QueryProblem } from "./QueryProblem.tsx"
import { useFocusBack } from "./useFocusBack.ts"
import { usePress } from "./usePress.ts"
import { useGoOn, useTyped } from "./useTyped.ts"
import { WordNote } from "./WordNote.tsx"
import { lazily } from "../ui/lazily.ts"

const Completions = lazily(async () => (await import("./Completions.tsx")).Completions)

const pause = 150

/** Whether only the words to search for differ, which nobody but the page itself need be asked. */
const differsInText = (fields: readonly Field[], next: string, query: Query): boolean => {
  const read = readTyped(fields, next)
  if ("problem" in read) return false
  const { filters, where } = toParts(read.where)
  return JSON.stringify([filters, where]) === JSON.stringify([query.filters, query.where])
}

/**
 * The whole question in words: search, filters and what filters cannot say. What is typed is shown at
 * once and goes to the list after a short pause, or at once where the rows to search are all here, and
 * then to the URL; when the URL changes by itself (Back, a filter, a link), the box follows it, see
 * {@link useTyped}. A text that cannot be read stays and says where it goes wrong; the list is asked what
 * the rest of it says.
 */
export const QueryBox = ({
  label,
  fields,
  seen,
  found,
  query,
  atHand,
  onQuery,
  onLeave,
}: {
  readonly label: string
  readonly fields: readonly Field[]
  /** Their values are offered. */
  readonly seen: Seen
  /** Whether any answer the query; undefined: that is not known yet. */
  readonly found: boolean | undefined
  readonly query: Query
  /** All rows are here, so searching them costs no request. */
  readonly atHand: boolean
  /** `anew`: no part of what was being written, so Back leads to that. */
  readonly onQuery: (next: Pick<Query, "text" | "filters" | "where">, anew: boolean) => void
  /** Nobody writes here any more. */
  readonly onLeave: () => void
}) => {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  /** What was typed and is not asked for yet. */
  const waiting = useRef<string>(undefined)
  const { value, text, own, before, settled, isAsked, type, settle } = useTyped(
    label,
    fields,
    query,
  )
  const [options, setOptions] = useState<readonly Completion[]>([])
  /** Counts what was offered, so that a late offer does not open what was closed meanwhile. */
  const offers = useRef(0)
  const [active, setActive] = useState(-1)
  useEffect(() => () => clearTimeout(timer.current), [])
  const leave = useFocusBack(input, value, found)
  useShortcut("/", `Search ${label}`, "List", () => {
    input.current?.focus()
    input.current?.select()
  })

  const read = readTyped(fields, text)
  const open = options.length > 0
  const unfinished =
    "problem" in read && open && read.problem.at + read.problem.length >= text.length
  const wrong = "problem" in read && !unfinished ? read.problem : undefined
  const [said, setSaid] = useState<string>()
  const [pressing, left] = usePress()
  // What is still wrong, and still there, stays in sight with each letter behind it; what is new waits
  // until the list is asked.
  const problem =
    (settled(text) && !pressing) || `${wrong?.at} ${wrong?.message}` === said ? wrong : undefined
  const saying = problem && `${problem.at} ${problem.message}`
  if (saying !== said) setSaid(saying)

  const words = own && settled(text) && !pressing ? takenForWords(fields, text) : []

  /** @returns whether it can be read */
  const apply = (next: string, anew = false): boolean => {
    settle(next)
    const { where, of } = readRest(fields, next)
    // What is asked already is not asked anew: that would lead to the first page.
    if (of === "whole" || !isAsked(next)) onQuery({ where: undefined, ...toParts(where) }, anew)
    return of === "whole"
  }
  const offer = async (next: string, caret: number): Promise<void> => {
    const asked = (offers.current += 1)
    const complete = await completionBehindRows()
    if (!complete || asked !== offers.current || document.activeElement !== input.current) return
    const found = complete(fields, seen, next, caret)
    setOptions(found)
    // Whoever went down the list before it changed stays on what they went to, or where they went.
    setActive((before) => {
      const same = found.findIndex(({ text }) => text === options[before]?.text)
      return before < 0 || same >= 0 ? same : Math.min(before, found.length - 1)
    })
  }
  const close = (): void => {
    offers.current += 1
    setOptions([])
    setActive(-1)
  }
  // What the timer asks for goes on from what is asked for then, not from what was when it began.
  const latest = useRef(apply)
  useLayoutEffect(() => {
    latest.current = apply
  })
  const flush = (): void => {
    clearTimeout(timer.current)
    const next = waiting.current
    waiting.current = undefined
    if (next !== undefined) latest.current(next)
  }
  const change = (next: string, wait: number): void => {
    type(next)
    clearTimeout(timer.current)
    waiting.current = next
    if (atHand && differsInText(fields, next, query)) flush()
    else timer.current = setTimeout(flush, wait)
  }
  useGoOn(before, (text) => change(text, pause))
  /** What was chosen rather than typed is asked for at once, and what is typed then is another step for Back. */
  const commit = (next: string, anew: boolean): void => {
    type(next)
    clearTimeout(timer.current)
    waiting.current = undefined
    if (apply(next, anew)) onLeave()
  }
  const choose = (option: Completion): void => {
    commit(option.text, false)
    setActive(-1)
    requestAnimationFrame(() => {
      // Whoever writes on at once has the caret, and what is offered next, behind what they wrote.
      if (input.current?.value !== option.text) return
      input.current.setSelectionRange(option.caret, option.caret)
      if (option.text[option.caret - 1] === ":") void offer(option.text, option.caret)
      else close()
    })
  }
  const keys = (event: KeyboardEvent<HTMLInputElement>): void => {
    // Keys that put a letter together are not meant for the box.
    if (event.nativeEvent.isComposing) return
    const chosen = options[active]
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault()
      if (!open) void offer(text, event.currentTarget.selectionStart ?? text.length)
      else {
        const by = event.key === "ArrowDown" ? 1 : -1
        setActive((active + by + options.length + (active < 0 && by < 0 ? 1 : 0)) % options.length)
      }
    } else if (chosen && (event.key === "Enter" || event.key === "Tab")) {
      event.preventDefault()
      choose(chosen)
    } else if (event.key === "Enter") {
      close()
      // What is asked already is not asked anew: that would lead to the first page.
      const asks = !isAsked(text)
      if (asks || waiting.current !== undefined) change(text, 0)
      // Whoever has asked goes on with what is found, with `j` and `k`; a mistake is mended here.
      if (!("problem" in read)) leave(asks)
    } else if (event.key === "Escape" && open) {
      event.preventDefault()
      close()
    } else if (event.key === "Escape" && text !== "") {
      event.preventDefault()
      commit("", true)
    }
  }

  return (
    <search className="relative min-w-0 flex-1 basis-64 sm:max-w-xl">
      <span className="relative block">
        <TextInput
          ref={input}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- it is an input: TextInput draws it
          role="combobox"
          inputMode="search"
          enterKeyHint="search"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          aria-label={`Search ${label}`}
          aria-expanded={open}
          aria-controls={open ? `${id}-options` : undefined}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `${id}-options-${active}` : undefined}
          aria-describedby={problem ? `${id}-problem` : undefined}
          invalid={problem !== undefined}
          placeholder={`Search ${label}`}
          icon={<Search size={14} aria-hidden />}
          value={text}
          onFocus={getReady}
          onChange={(event) => {
            change(event.target.value, pause)
            setActive(-1)
            const caret = event.target.selectionStart ?? 0
            // Between two words everything would be offered, which helps nobody.
            if (/\S$/.test(event.target.value.slice(0, caret)))
              void offer(event.target.value, caret)
            else close()
          }}
          onKeyDown={keys}
          onBlur={() => {
            left()
            close()
            flush()
            onLeave()
          }}
          className="pr-15"
        />
        <span className="absolute inset-y-0 right-1 flex items-center">
          {text !== "" && (
            <IconButton
              label="Clear the search"
              size="sm"
              icon={<X size={14} aria-hidden />}
              onClick={() => {
                input.current?.focus()
                commit("", true)
              }}
            />
          )}
          <QueryHelp
            fields={fields}
            rows={seen.rows}
            onChoose={(example) => commit(example, true)}
          />
        </span>
      </span>
      {problem && (
        <QueryProblem
          id={`${id}-problem`}
          text={text}
          problem={problem}
          rest={readRest(fields, text)}
        />
      )}
      {!problem && words.length > 0 && <WordNote words={words} />}
      {/* Below what is wrong, which is to be seen while it is mended. */}
      {open && (
        <Spare missed={null}>
          <Completions
            id={`${id}-options`}
            label="Ways to go on"
            options={options}
            active={active}
            onChoose={choose}
          />
        </Spare>
      )}
    </search>
  )
}
