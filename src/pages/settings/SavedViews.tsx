import { Download, Trash2, Upload } from "lucide-react"
import { useRef, useState } from "react"
import { Link } from "react-router"
import { saveBlob } from "../../data/download.ts"
import { useViews } from "../../data/useViews.ts"
import { exportViews, importViews, removeView, renameView } from "../../data/views.ts"
import type { View } from "../../data/views.ts"
import { counted } from "../../lib/text.ts"
import { Button, IconButton } from "../../ui/Button.tsx"
import { TextInput } from "../../ui/TextInput.tsx"

/** Larger than any file of views: reading it would only freeze the page. */
const mostBytes = 5_000_000

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
  const [said, setSaid] = useState("")
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return
    if (file.size > mostBytes) {
      setSaid("This file is far too large for views. Nothing was changed.")
      return
    }
    const result = importViews(await file.text())
    setSaid(
      "problem" in result ? result.problem : `${counted(result.added, "view", "views")} taken in.`,
    )
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
        <output className="text-sm text-muted">{said}</output>
      </div>
    </>
  )
}
