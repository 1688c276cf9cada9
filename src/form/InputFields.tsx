import { ChevronRight } from "lucide-react"
import { useEffect, useEffectEvent, useState } from "react"
import type { Offers } from "../model/action.ts"
import type { Input } from "../model/input.ts"
import { InputField } from "./InputField.tsx"
import type { InputForm } from "./useInputForm.ts"
import { askedInputs } from "./values.ts"

/** Most people never need them: texts that may stay empty. */
const mayFold = (input: Input): boolean =>
  !input.required && input.kind !== "choice" && input.kind !== "flag" && input.kind !== "several"

/** The inputs that are asked, in order; those that few people need are folded away. */
export const InputFields = ({
  form,
  only,
  offers,
  flat = false,
}: {
  readonly form: InputForm
  /** Leaves out the inputs for which it answers false, which the page then draws itself. */
  readonly only?: (input: Input) => boolean
  readonly offers?: Offers | undefined
  /** Nothing is folded away. */
  readonly flat?: boolean
}) => {
  const asked = askedInputs(form.inputs, form.values).filter((input) => only?.(input) ?? true)
  // Where nothing else is asked, there is nothing that they would be in the way of.
  const folded = flat || asked.every(mayFold) ? [] : asked.filter(mayFold)
  const [open, setOpen] = useState(() => folded.some((input) => form.values[input.id] !== ""))
  const { attention } = form
  const [pointed, setPointed] = useState(attention)
  if (attention !== pointed) {
    setPointed(attention)
    if (folded.some((input) => input.id === attention?.id)) setOpen(true)
  }
  const focus = useEffectEvent((id: string) => form.focus(id))
  // After the fold has opened: what is hidden cannot take the focus.
  useEffect(() => {
    if (attention) focus(attention.id)
  }, [attention])

  return (
    <div className="flex flex-col gap-4">
      {asked
        .filter((input) => !folded.includes(input))
        .map((input) => (
          <InputField key={input.id} form={form} input={input} offers={offers?.[input.id]} />
        ))}
      {folded.length > 0 && (
        <details
          open={open}
          onToggle={(event) => setOpen(event.currentTarget.open)}
          className="group border-t border-line-soft pt-3"
        >
          <summary className="touch-target flex min-h-6 list-none items-center gap-1.5 rounded-sm text-sm text-muted transition-colors hover:text-strong [&::-webkit-details-marker]:hidden">
            <ChevronRight
              size={14}
              aria-hidden
              className="transition-transform group-open:rotate-90"
            />
            <span className="font-medium">Advanced</span>
            <span className="min-w-0 truncate text-faint group-open:hidden">
              {folded.map((input) => input.label.toLowerCase()).join(", ")}
            </span>
          </summary>
          <div className="mt-3 flex flex-col gap-4">
            {folded.map((input) => (
              <InputField key={input.id} form={form} input={input} offers={offers?.[input.id]} />
            ))}
          </div>
        </details>
      )}
    </div>
  )
}
