import { Star, Trash2 } from "lucide-react"
import { useState } from "react"
import { Link, useLocation } from "react-router"
import { useViews } from "../data/useViews.ts"
import { removeView, saveView, setOpening } from "../data/viewChanges.ts"
import type { Field } from "../model/field.ts"
import { Button, IconButton } from "../ui/Button.tsx"
import { TextInput } from "../ui/TextInput.tsx"
import { builtInViews } from "./builtInViews.ts"
import { useSeen } from "./seen.ts"

const line =
  "flex min-h-8 min-w-0 flex-1 flex-col justify-center rounded-md px-2 py-1 text-left hover:bg-hover focus-visible:-outline-offset-2 aria-[current=true]:bg-accent-soft"

/** The views of a list: those that come with it, the saved ones, and the way to save what is shown. */
export const ViewList = ({
  fields,
  onDone,
}: {
  readonly fields: readonly Field[]
  readonly onDone: () => void
}) => {
  const { pathname, search } = useLocation()
  const shown = search.replace(/^\?/, "")
  const mine = useViews().filter(({ path }) => path === pathname)
  const { at } = useSeen(pathname)
  const [name, setName] = useState("")
  const [tried, setTried] = useState(false)
  const empty = name.trim() === ""
  const current = (of: string): true | undefined => (of === shown ? true : undefined)
  return (
    <div className="flex w-72 flex-col gap-3">
      <ul className="flex flex-col">
        <li className="flex">
          <Link to={pathname} aria-current={current("")} className={line} onClick={onDone}>
            Everything
          </Link>
        </li>
        {builtInViews(fields, at).map((view) => (
          <li key={view.id} className="flex">
            <Link
              to={`${pathname}?${view.search}`}
              aria-current={current(view.search)}
              className={line}
              onClick={onDone}
            >
              {view.name}
              <span className="text-xs text-muted">{view.hint}</span>
            </Link>
          </li>
        ))}
      </ul>
      {mine.length > 0 && (
        <div>
          <h3 className="px-2 pb-1 text-xs text-muted">Saved</h3>
          <ul className="flex flex-col">
            {mine.map((view) => (
              <li key={view.id} className="flex items-center gap-1">
                <Link
                  to={`${pathname}?${view.search}`}
                  aria-current={current(view.search)}
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
                  onClick={() => setOpening(pathname, view.opens ? undefined : view.id)}
                />
                <IconButton
                  label={`Delete the view ${view.name}`}
                  size="sm"
                  icon={<Trash2 size={14} aria-hidden />}
                  onClick={() => removeView(view.id)}
                />
              </li>
            ))}
          </ul>
        </div>
      )}
      <form
        className="flex flex-col gap-2 border-t border-line-soft pt-3"
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (empty) return
          saveView({ name: name.trim(), path: pathname, search: shown })
          onDone()
        }}
      >
        <div className="flex gap-2">
          <TextInput
            aria-label="Name of the view"
            placeholder="Save what is shown as"
            maxLength={80}
            invalid={tried && empty}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="submit" variant="primary">
            Save
          </Button>
        </div>
        <p role={tried && empty ? "alert" : undefined} className="text-xs text-muted">
          {tried && empty
            ? "Give the view a name first."
            : "Search, filters, order and columns, as the address has them. Views are renamed, exported and imported in Settings."}
        </p>
      </form>
    </div>
  )
}
