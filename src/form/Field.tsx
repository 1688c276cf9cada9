import type { ReactNode } from "react"
import type { Input } from "../model/input.ts"
import { StatusShape } from "../ui/StatusShape.tsx"

/** Ids that tie a control to its words. */
export const fieldIds = (id: string) => ({
  control: id,
  label: `${id}-label`,
  hint: `${id}-hint`,
  note: `${id}-note`,
  problem: `${id}-problem`,
})

/** A hint as it is written: what stands in backticks is typed or printed somewhere. */
const Marked = ({ text }: { readonly text: string }) =>
  text.split("`").map((part, at) =>
    at % 2 === 1 ? (
      <code key={part} className="rounded-sm bg-sunken px-1 font-mono text-body">
        {part}
      </code>
    ) : (
      part
    ),
  )

/** The words around a control: label above; hint, note and problem below. */
export const Field = ({
  id,
  input,
  problem,
  note,
  group = false,
  named = false,
  action,
  children,
}: {
  readonly id: string
  readonly input: Input
  readonly problem: string | undefined
  readonly note?: string | undefined
  /** The control is a group of several, named by the label, not one that the label can point at. */
  readonly group?: boolean
  /** The control says its label by itself, so it is not said again above it. */
  readonly named?: boolean
  /** A button beside the label; a dialog begins at the control. */
  readonly action?: ReactNode
  readonly children: ReactNode
}) => {
  const ids = fieldIds(id)
  const words = (
    <>
      {input.label}
      {!input.required && <span className="font-normal text-muted"> (optional)</span>}
    </>
  )
  const name = "text-sm font-medium text-strong"
  return (
    <div className="min-w-0">
      {!named && (
        <div className="mb-1 flex min-h-5 items-center justify-between gap-2">
          {group ? (
            <span id={ids.label} className={name}>
              {words}
            </span>
          ) : (
            <label id={ids.label} htmlFor={ids.control} className={name}>
              {words}
            </label>
          )}
          {action && (
            <span data-aside="" className="flex">
              {action}
            </span>
          )}
        </div>
      )}
      {children}
      {problem !== undefined && (
        <p
          id={ids.problem}
          className="mt-1 flex items-start gap-1.5 text-xs font-medium text-tone-fail-ink"
        >
          <span className="flex h-4 items-center">
            <StatusShape tone="fail" size={10} label="Error:" />
          </span>
          {problem}
        </p>
      )}
      {note !== undefined && problem === undefined && (
        <p id={ids.note} className="mt-1 flex items-start gap-1.5 text-xs text-tone-warn-ink">
          <span className="flex h-4 items-center">
            <StatusShape tone="warn" size={10} label="Note:" />
          </span>
          {note}
        </p>
      )}
      {input.hint !== undefined && (
        <p id={ids.hint} className="mt-1 text-xs text-pretty text-muted">
          <Marked text={input.hint} />
        </p>
      )}
    </div>
  )
}
