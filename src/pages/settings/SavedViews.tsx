import { Download, Trash2, Upload } from "lucide-react"
import { useRef, useState } from "react"
import { Link } from "react-router"
import { saveBlob } from "../../data/download.ts"
import { useViews } from "../../data/useViews.ts"
import { exportViews, importViews, removeView, renameView } from "../../data/viewChanges.ts"
import type { View } from "../../data/views.ts"
import { counted, formatCount } from "../../lib/text.ts"
import { Button, IconButton } from "../../ui/Button.tsx"
import { TextInput } from "../../ui/TextInput.tsx"

/** Larger than any file of views: reading it would only freeze the page. */
const mostBytes = 5_000_000
/** Reasons that are told one by one: a file may hold thousands that are wrong. */
const mostReasons = 10

/** What became of a file, a line each. */
const outcomeOf = (result: ReturnType<typeof importViews>): readonly string[] => {
  if ("problem" in result) return [result.problem]
  const { added, refused } = result
  const more = refused.length - mostReasons
  return [
    `${counted(added, "view", "views")} taken in.`,
    ...refused.slice(0, mostReasons),
    ...(more > 0 ? [`${formatCount(more)} more were not taken in.`] : []),
  ]
}

const Line = ({ view }: { readonly view: View }) => {
  const [name, setName] = useState(view.name)
  const rename = (): void => {
    if (name.trim() === "") setName(view.name)
    else if (name.trim() !== view.name) renameView(view.id, name.trim())
  }
  return (
    <li className="flex items-center gap-2 border-t border-line-soft py-2 first:border-t-0">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <TextInput
          aria-label={`Name of the view ${view.name}`}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onBlur={rename}
          onKeyDown={(event) => {
            if (event.key === "Enter") rename()
          }}
        />
        <Link
          to={`${view.path}?${view.search}`}
          className="truncate font-mono text-xs text-muted hover:underline"
        >
          {view.path}?{view.search}
        </Link>
      </div>
      <IconButton
        label={`Delete the view ${view.name}`}
        icon={<Trash2 size={14} aria-hidden />}
        onClick={() => removeView(view.id)}
      />
    </li>
  )
}

/** All saved views: renamed, deleted, and carried to another browser as a file. */
export const SavedViews = () => {
  const views = useViews()
  const input = useRef<HTMLInputElement>(null)
  const [said, setSaid] = useState<readonly string[]>([])
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return
    if (file.size > mostBytes) {
      setSaid(["This file is far too large for views. Nothing was changed."])
      return
    }
    setSaid(outcomeOf(importViews(await file.text())))
  }
  return (
    <>
      {views.length === 0 ? (
        <p className="text-sm text-muted">
          None yet. The button “Views” above each table saves what it shows.
        </p>
      ) : (
        <ul>
          {views.map((view) => (
            <Line key={`${view.id} ${view.name}`} view={view} />
          ))}
        </ul>
      )}
      <div className="mt-4 flex flex-wrap items-center gap-2">
        <Button
          icon={<Download size={14} aria-hidden />}
          {...(views.length === 0 ? { disabledReason: "There are no views to export." } : {})}
          onClick={() =>
            saveBlob("waybill-views.json", new Blob([exportViews()], { type: "application/json" }))
          }
        >
          Export views
        </Button>
        <Button icon={<Upload size={14} aria-hidden />} onClick={() => input.current?.click()}>
          Import views
        </Button>
        <input
          ref={input}
          type="file"
          accept="application/json,.json"
          aria-label="File of views"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            void take(event.target.files?.[0])
            event.target.value = ""
          }}
        />
        <output className="min-w-0 text-sm wrap-anywhere text-muted">
          {said.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </output>
      </div>
    </>
  )
}
