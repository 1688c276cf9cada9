import { Download } from "lucide-react"
import { useState } from "react"
import { JsonView } from "react-json-view-lite"
import { saveBlob } from "../../data/download.ts"
import { fold } from "../../lib/text.ts"
import { Button } from "../../ui/Button.tsx"
import { Card } from "../../ui/Card.tsx"
import { CopyButton } from "../../ui/CopyButton.tsx"
import { TextInput } from "../../ui/TextInput.tsx"

/** The arrow that folds, in the room before its line. */
const arrow =
  "-ml-4 inline-block w-4 cursor-pointer rounded-sm text-center text-muted select-none hover:text-strong"
const label = "mr-1.5 text-tone-info-ink"

const styles = {
  container: "whitespace-pre-wrap text-body wrap-anywhere",
  basicChildStyle: "pl-5 leading-5",
  childFieldsContainer: "",
  label,
  clickableLabel: `${label} cursor-pointer`,
  nullValue: "text-muted",
  undefinedValue: "text-muted",
  stringValue: "text-tone-pass-ink",
  booleanValue: "text-tone-warn-ink",
  numberValue: "text-tone-warn-ink",
  otherValue: "text-tone-warn-ink",
  punctuation: "text-muted",
  expandIcon: `${arrow} after:content-['▸']`,
  collapseIcon: `${arrow} after:content-['▾']`,
  collapsedContent: "cursor-pointer px-1 text-muted after:content-['…']",
  noQuotesForStringValues: false,
  quotesForFieldNames: false,
  stringifyStringValues: true,
  ariaLables: { collapseJson: "Fold", expandJson: "Unfold" },
}

const saveAs = (file: string, text: string): void =>
  saveBlob(file, new Blob([text], { type: "application/json" }))

/** What the provider sent, word for word: to fold, search, copy and keep. Secrets are masked before. */
export const RawJson = ({ value, name }: { readonly value: unknown; readonly name: string }) => {
  const [wanted, setWanted] = useState("")
  const text = JSON.stringify(value, undefined, 2) ?? "null"
  const lines =
    wanted === "" ? [] : text.split("\n").filter((line) => fold(line).includes(fold(wanted)))
  return (
    <Card flush>
      <div className="flex flex-wrap items-center gap-2 border-b border-line p-3">
        <div className="min-w-48 flex-1">
          <TextInput
            type="search"
            aria-label="Search in the JSON"
            placeholder="Search in the JSON"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        </div>
        <CopyButton value={text} label="the JSON" />
        <Button size="sm" icon={<Download size={14} />} onClick={() => saveAs(name, text)}>
          Download
        </Button>
      </div>
      <div className="overflow-x-auto p-4 font-mono text-xs">
        {wanted === "" ? (
          typeof value === "object" && value !== null ? (
            <JsonView data={value} style={styles} shouldExpandNode={(level) => level < 3} />
          ) : (
            text
          )
        ) : (
          <pre aria-live="polite">
            {lines.length === 0 ? "No line has that." : lines.join("\n")}
          </pre>
        )}
      </div>
    </Card>
  )
}
