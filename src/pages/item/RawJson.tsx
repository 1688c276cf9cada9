import { Download } from "lucide-react"
import { useState } from "react"
import { JsonView } from "react-json-view-lite"
import { fold } from "../../lib/text.ts"
import { Button } from "../../ui/Button.tsx"
import { Card } from "../../ui/Card.tsx"
import { CopyButton } from "../../ui/CopyButton.tsx"
import { TextInput } from "../../ui/TextInput.tsx"

const styles = {
  container: "json",
  basicChildStyle: "json-child",
  childFieldsContainer: "json-children",
  label: "json-label",
  clickableLabel: "json-label json-clickable",
  nullValue: "json-null",
  undefinedValue: "json-null",
  stringValue: "json-string",
  booleanValue: "json-literal",
  numberValue: "json-literal",
  otherValue: "json-literal",
  punctuation: "json-punctuation",
  expandIcon: "json-expand",
  collapseIcon: "json-collapse",
  collapsedContent: "json-collapsed",
  noQuotesForStringValues: false,
  quotesForFieldNames: false,
  stringifyStringValues: true,
  ariaLables: { collapseJson: "Fold", expandJson: "Unfold" },
}

const saveAs = (name: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }))
  const link = document.createElement("a")
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

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
