import { Download, Upload } from "lucide-react"
import { useId, useRef, useState } from "react"
import type { RefObject } from "react"
import { Link } from "react-router"
import { useConnections } from "../../data/connections.ts"
import { saveBlob } from "../../data/download.ts"
import { useKeepUnsent, useUnsent } from "../../data/useUnsent.ts"
import { useViews } from "../../data/useViews.ts"
import { exportViews, importViews, renameView, takeBack } from "../../data/viewChanges.ts"
import { savedViews } from "../../data/views.ts"
import type { View } from "../../data/views.ts"
import { counted, formatCount } from "../../lib/text.ts"
import { DeleteView, tellRefused } from "../../table/DeleteView.tsx"
import { useSeen } from "../../table/seen.ts"
import { viewAddress } from "../../table/viewAddress.ts"
import { Button } from "../../ui/Button.tsx"
import { TextInput } from "../../ui/TextInput.tsx"
import { notify } from "../../ui/toast.ts"

/** Larger than any file of views: reading it would only freeze the page. */
const mostBytes = 5_000_000
/** Reasons that are told one by one: a file may hold thousands that are wrong. */
const mostReasons = 10

const names = new Intl.ListFormat("en")

/** What became of a file, a line each. */
const outcomeOf = (result: ReturnType<typeof importViews>): readonly string[] => {
  if ("problem" in result) return [result.problem]
  const { added, replaced = [], refused, astray = [] } = result
  const more = refused.length - mostReasons
  const moreAstray = astray.length - mostReasons
  return [
    `${counted(added, "view", "views")} taken in.`,
    ...(replaced.length > 0
      ? [
          `In place of ${replaced.length === 1 ? "one" : "some"} of the same name: ${names.format(replaced.slice(0, mostReasons))}${replaced.length > mostReasons ? ` and ${formatCount(replaced.length - mostReasons)} more` : ""}.`,
        ]
      : []),
    ...refused.slice(0, mostReasons),
    ...(more > 0 ? [`${formatCount(more)} more were not taken in.`] : []),
    ...astray.slice(0, mostReasons),
    ...(moreAstray > 0 ? [`${formatCount(moreAstray)} more lead nowhere yet.`] : []),
  ]
}

const Line = ({
  view,
  after,
}: {
  readonly view: View
  readonly after: RefObject<HTMLElement | null>
}) => {
  /** Undefined: nobody is writing another name. */
  const form = `name of ${view.id}`
  const [draft, setDraft] = useState(useUnsent(form)?.values["name"])
  useKeepUnsent(
    form,
    draft === undefined || draft === view.name ? undefined : { values: { name: draft } },
  )
  const [problem, setProblem] = useState<string>()
  const problemId = useId()
  const address = viewAddress(view, useSeen(view.path).at)
  const rename = (): void => {
    const name = draft?.trim() ?? ""
    const refused = name === "" || name === view.name ? undefined : renameView(view.id, name)
    setProblem(refused)
    if (refused === undefined) setDraft(undefined)
  }
  return (
    <li className="flex items-start gap-2 border-t border-line-soft py-2 first:border-t-0">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <TextInput
          aria-label={`Name of the view ${view.name}`}
          aria-describedby={problem === undefined ? undefined : problemId}
          invalid={problem !== undefined}
          maxLength={80}
          value={draft ?? view.name}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={rename}
          onKeyDown={(event) => {
            if (event.key === "Enter") rename()
          }}
        />
        {problem !== undefined && (
          <p id={problemId} role="alert" className="text-xs text-tone-fail">
            {problem}
          </p>
        )}
        <Link to={address} className="truncate font-mono text-xs text-muted hover:underline">
          {address}
        </Link>
      </div>
      <DeleteView view={view} after={after} />
    </li>
  )
}

/** All saved views: renamed, deleted, and carried to another browser as a file. */
export const SavedViews = () => {
  const views = useViews()
  const { data: connections } = useConnections()
  const input = useRef<HTMLInputElement>(null)
  const importer = useRef<HTMLButtonElement>(null)
  const [said, setSaid] = useState<readonly string[]>([])
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return
    if (file.size > mostBytes) {
      setSaid(["This file is far too large for views. Nothing was changed."])
      return
    }
    const known = connections && new Set(connections.map(({ id }) => id))
    const text = await file.text()
    const before = savedViews()
    const result = importViews(text, known)
    setSaid(outcomeOf(result))
    if ("problem" in result || result.replaced === undefined) return
    const then = savedViews()
    notify({
      title: `Replaced ${counted(result.replaced.length, "view", "views")} by the file’s`,
      action: {
        label: "Undo",
        onSelect: () => {
          const refused = takeBack(before, then)
          tellRefused(refused)
          if (refused === undefined) setSaid(["All views are as they were before the file."])
        },
      },
    })
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
            <Line key={view.id} view={view} after={importer} />
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
        <Button
          ref={importer}
          icon={<Upload size={14} aria-hidden />}
          onClick={() => input.current?.click()}
        >
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
