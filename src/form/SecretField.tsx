import { Eye, EyeOff, LockKeyhole } from "lucide-react"
import { useRef, useState } from "react"
import { Button, IconButton } from "../ui/Button.tsx"
import { TextInput } from "../ui/TextInput.tsx"
import { Field, fieldIds } from "./Field.tsx"
import type { ControlProps } from "./InputField.tsx"

/** What stands in place of an input while the saved secret is kept. */
const Kept = ({
  id,
  label,
  describedBy,
  register,
  onReplace,
}: {
  readonly id: string
  readonly label: string
  readonly describedBy: string | undefined
  readonly register: (element: HTMLElement | null) => void
  readonly onReplace: () => void
}) => (
  <div className="flex min-h-8 items-center gap-2 rounded-md border border-line bg-sunken py-0.5 pr-1 pl-2.5">
    <LockKeyhole size={14} aria-hidden className="text-faint" />
    <span className="min-w-0 flex-1 text-sm text-muted">
      Saved, and kept unless you replace it.
    </span>
    <Button
      ref={register}
      id={id}
      size="sm"
      variant="ghost"
      aria-label={`Replace the saved ${label}`}
      aria-describedby={describedBy}
      onClick={onReplace}
    >
      Replace
    </Button>
  </div>
)

/**
 * A secret. One that the server has is not sent to the browser: it is kept unless something is typed
 * in its place.
 */
export const SecretField = ({
  id,
  input,
  saved,
  field,
  onBlur,
  problem,
  note,
  "aria-describedby": describedBy,
}: ControlProps & { readonly saved: boolean }) => {
  const [replacing, setReplacing] = useState(false)
  const [shown, setShown] = useState(false)
  const moved = useRef(false)
  const typing = !saved || replacing || field.value !== ""
  const register = (element: HTMLElement | null): void => {
    field.ref(element)
    // The pressed button is gone, so the focus goes to what came in its place.
    if (!element || !moved.current) return
    moved.current = false
    element.focus()
  }
  const replace = (on: boolean): void => {
    moved.current = true
    setReplacing(on)
    setShown(false)
    if (!on) field.onChange("")
  }
  const ids = fieldIds(id)

  return (
    <Field
      id={id}
      input={input}
      problem={problem}
      note={note}
      action={
        saved && typing ? (
          <Button size="sm" variant="ghost" className="-my-1" onClick={() => replace(false)}>
            Keep the saved one
          </Button>
        ) : undefined
      }
    >
      {typing ? (
        <div className="relative">
          <TextInput
            {...field}
            ref={register}
            id={ids.control}
            type={shown ? "text" : "password"}
            placeholder={saved ? "Leave empty to keep the saved one" : undefined}
            invalid={problem !== undefined}
            aria-required={input.required && !saved}
            aria-describedby={describedBy}
            // The browser's own passwords have no business here, and must not take this one in.
            autoComplete="new-password"
            autoCapitalize="none"
            spellCheck={false}
            onBlur={onBlur}
            className="pr-9"
          />
          <IconButton
            size="sm"
            label={shown ? "Hide what is typed" : "Show what is typed"}
            icon={shown ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
            onClick={() => setShown(!shown)}
            className="absolute inset-y-0 right-1 my-auto"
          />
        </div>
      ) : (
        <Kept
          id={ids.control}
          label={input.label}
          describedBy={describedBy}
          register={register}
          onReplace={() => replace(true)}
        />
      )}
    </Field>
  )
}
