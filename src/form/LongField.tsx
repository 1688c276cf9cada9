import { FileUp } from "lucide-react"
import { useRef, useState } from "react"
import { announce } from "../ui/announce.ts"
import { Button } from "../ui/Button.tsx"
import { TextArea } from "../ui/TextInput.tsx"
import { Field, fieldIds } from "./Field.tsx"
import type { ControlProps } from "./InputField.tsx"

/** More than any certificate chain, and little enough for a settings form. */
const maxBytes = 256 * 1024

/** A text of many lines, pasted or read from a file. */
export const LongField = ({
  id,
  input,
  field,
  onBlur,
  problem,
  note,
  "aria-describedby": describedBy,
}: ControlProps) => {
  const picker = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<string>()
  const read = async (file: File): Promise<void> => {
    if (file.size > maxBytes) {
      setRefused(`${file.name} is too large for this: at most 256 KiB.`)
      return
    }
    const text = await file.text()
    if (text.includes("\0")) {
      setRefused(`${file.name} is not a text file. A certificate is needed in the PEM form.`)
      return
    }
    setRefused(undefined)
    field.onChange(text)
    announce(`Read ${file.name}`)
  }
  return (
    <Field
      id={id}
      input={input}
      problem={problem}
      note={refused ?? note}
      action={
        <Button
          size="sm"
          variant="ghost"
          icon={<FileUp size={14} aria-hidden />}
          className="-my-1"
          onClick={() => picker.current?.click()}
        >
          Read from a file
        </Button>
      }
    >
      <TextArea
        {...field}
        id={fieldIds(id).control}
        rows={4}
        invalid={problem !== undefined}
        aria-required={input.required}
        aria-describedby={describedBy}
        placeholder={input.example}
        autoComplete="off"
        spellCheck={false}
        onBlur={onBlur}
        className="font-mono text-xs max-sm:text-base"
      />
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={`A file with the ${input.label}`}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          // So that choosing the same file again is a change again.
          event.target.value = ""
          if (file) void read(file)
        }}
      />
    </Field>
  )
}
