import { Star } from "lucide-react"
import { useId, useRef, useState } from "react"
import type { RefObject } from "react"
import { Link, useLocation } from "react-router"
import { useKeepUnsent, useUnsent } from "../data/useUnsent.ts"
import { useViews } from "../data/useViews.ts"
import { keptOf, saveView, setOpening } from "../data/viewChanges.ts"
import { savedViews } from "../data/views.ts"
import type { View } from "../data/views.ts"
import type { Field } from "../model/field.ts"
import { Button, IconButton } from "../ui/Button.tsx"
import { TextInput } from "../ui/TextInput.tsx"
import { lackingViews } from "./builtInViews.ts"
import { tabIn, viewsAt } from "./currentView.ts"
import { DeleteView, offerUndo, tellRefused } from "./DeleteView.tsx"
import { useSeen } from "./seen.ts"
import { searchToKeep, seenIn } from "./seenAddress.ts"
import { viewAddress } from "./viewAddress.ts"

const line =
  "flex min-h-8 min-w-0 flex-1 flex-col justify-center rounded-md px-2 py-1 text-left hover:bg-hover focus-visible:-outline-offset-2 aria-[current=true]:bg-accent-soft"

/** The way to save what is shown, or to put it in the place of what was saved under the same name. */
const SaveForm = ({
  path,
  search,
  mine,
  box,
  onDone,
}: {
  readonly path: string
  readonly search: string
  /** The views of this list. */
  readonly mine: readonly View[]
  readonly box: RefObject<HTMLInputElement | null>
  readonly onDone: () => void
}) => {
  const form = `view of ${path} ${tabIn(search)}`
  const [name, setName] = useState(useUnsent(form)?.values["name"] ?? "")
  useKeepUnsent(
    form,
    name === ""
      ? undefined
      : {
          values: { name },
          dialog: {
            title: `The view “${name}” is not saved`,
            back: "Its name is there when you open the views of that list again.",
          },
        },
  )
  const [problem, setProblem] = useState<string>()
  const noteId = useId()
  const given = name.trim()
  const taken = mine.find((view) => view.name === given)
  const save = (): void => {
    const at = taken ? savedViews().indexOf(taken) : 0
    const refused =
      given === "" ? "Give the view a name first." : saveView({ name: given, path, search })
    setProblem(refused)
    if (refused !== undefined) {
      // What is missing is written there, and not where the button is.
      box.current?.focus()
      return
    }
    if (taken) offerUndo(`Replaced the view ${given}`, taken, at)
    onDone()
  }
  return (
    <form
      className="flex flex-col gap-2 border-t border-line-soft pt-3"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <div className="flex gap-2">
        <TextInput
          ref={box}
          aria-label="Name of the view"
          aria-describedby={noteId}
          placeholder="Save what is shown as"
          maxLength={80}
          invalid={problem !== undefined}
          value={name}
          onChange={(event) => {
            setName(event.target.value)
            setProblem(undefined)
          }}
        />
        <Button type="submit" variant="primary">
          {taken ? "Replace" : "Save"}
        </Button>
      </div>
      {problem === undefined ? (
        <output id={noteId} className="text-xs text-muted">
          {taken
            ? `There is a view “${given}” of this list. What is shown takes its place.`
            : "Search, filters, order and columns, as the address has them. Views are renamed, exported and imported in Settings."}
        </output>
      ) : (
        <p id={noteId} role="alert" className="text-xs text-tone-fail">
          {problem}
        </p>
      )}
    </form>
  )
}

/** The views of a list: those that come with it, the saved ones, and the way to save what is shown. */
export const ViewList = ({
  fields,
  current,
  onDone,
}: {
  readonly fields: readonly Field[]
  /** The id of the one that is shown. */
  readonly current: string | undefined
  readonly onDone: () => void
}) => {
  const { pathname, search } = useLocation()
  const mine = useViews().filter(({ path }) => path === pathname)
  const at = seenIn(useSeen(pathname), search)
  const views = viewsAt(fields, search, at)
  const lacking = lackingViews(fields, views)
  const box = useRef<HTMLInputElement>(null)
  // An item may have several lists, each behind a tab of its own.
  const here = tabIn(search)
  return (
    <div className="flex w-72 flex-col gap-3">
      <ul className="flex flex-col">
        <li className="flex">
          <Link
            to={viewAddress({ path: pathname, search: here }, at)}
            aria-current={keptOf(search) === here || undefined}
            className={line}
            onClick={onDone}
          >
            Everything
          </Link>
        </li>
        {views.map((view) => (
          <li key={view.id} className="flex">
            <Link
              to={`${pathname}?${view.search}`}
              aria-current={view.id === current || undefined}
              className={line}
              onClick={onDone}
            >
              {view.name}
              <span className="text-xs text-muted">{view.hint}</span>
            </Link>
          </li>
        ))}
      </ul>
      {lacking !== undefined && <p className="px-2 text-xs text-muted">{lacking}</p>}
      {mine.length > 0 && (
        <div>
          <h2 className="px-2 pb-1 text-xs text-muted">Saved</h2>
          <ul className="flex flex-col">
            {mine.map((view) => (
              <li key={view.id} className="flex items-center gap-1">
                <Link
                  to={viewAddress(view, at)}
                  aria-current={view.id === current || undefined}
                  className={line}
                  onClick={onDone}
                >
                  <span className="truncate">{view.name}</span>
                </Link>
                <IconButton
                  label={
                    view.opens
                      ? `The list opens with ${view.name}; open it plain`
                      : `Open the list with ${view.name}`
                  }
                  size="sm"
                  aria-pressed={view.opens === true}
                  icon={<Star size={14} aria-hidden className={view.opens ? "fill-current" : ""} />}
                  onClick={() =>
                    tellRefused(setOpening(pathname, view.opens ? undefined : view.id))
                  }
                />
                <DeleteView view={view} size="sm" after={box} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <SaveForm
        path={pathname}
        search={searchToKeep(search, at)}
        mine={mine}
        box={box}
        onDone={onDone}
      />
    </div>
  )
}
