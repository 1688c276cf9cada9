import { Pencil } from "lucide-react"
import { useEffect, useRef, useState } from "react"
import { InputField } from "../../form/InputField.tsx"
import type { InputForm } from "../../form/useInputForm.ts"
import { Button } from "../../ui/Button.tsx"

/** The name of a new connection: suggested, and an input only for who wants another. */
export const NameLine = ({
  form,
  suggested,
}: {
  readonly form: InputForm
  readonly suggested: string
}) => {
  const [renaming, setRenaming] = useState(false)
  const pressed = useRef(false)
  const input = form.inputs.find((one) => one.id === "name")
  // A name that is refused needs its input, whoever asked for it.
  const open = renaming || form.values["name"] !== "" || form.attention?.id === "name"
  useEffect(() => {
    if (open && pressed.current) form.focus("name")
    pressed.current = false
  })
  if (!input) return null
  if (open)
    return (
      <InputField
        form={form}
        input={{ ...input, example: suggested, hint: `Left empty, it is called ${suggested}.` }}
      />
    )
  return (
    <p className="flex min-h-7 flex-wrap items-center gap-x-1 text-sm text-muted">
      It will be called
      <strong className="font-medium break-words text-strong">{suggested}</strong>
      <Button
        size="sm"
        variant="ghost"
        icon={<Pencil size={12} aria-hidden />}
        onClick={() => {
          pressed.current = true
          setRenaming(true)
        }}
      >
        Rename
      </Button>
    </p>
  )
}
