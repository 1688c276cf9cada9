// The box keeps the focus and hears the keys, as a combobox does; a <select> could not be drawn over it.
/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role, jsx-a11y/no-static-element-interactions */
import { cx } from "../ui/cx.ts"
import type { Completion } from "./completion.ts"

/** The list below the query box. The box keeps the focus; this only shows what its keys choose. */
export const Completions = ({
  id,
  label,
  options,
  active,
  onChoose,
}: {
  readonly id: string
  readonly label: string
  readonly options: readonly Completion[]
  readonly active: number
  readonly onChoose: (option: Completion) => void
}) => (
  <div
    id={id}
    role="listbox"
    aria-label={label}
    className="absolute inset-x-0 top-full z-30 mt-1 max-h-72 overflow-y-auto rounded-lg bg-overlay p-1 text-sm shadow-overlay"
  >
    {options.map((option, at) => (
      <div
        key={option.text}
        id={`${id}-${at}`}
        role="option"
        tabIndex={-1}
        aria-selected={at === active}
        // Before the box loses the focus to what is pressed.
        onMouseDown={(event) => {
          event.preventDefault()
          onChoose(option)
        }}
        className={cx(
          "flex h-8 cursor-pointer items-center justify-between gap-3 rounded-md px-2",
          at === active ? "bg-hover text-strong" : "text-strong hover:bg-hover",
        )}
      >
        <span className="truncate font-mono text-xs">{option.label}</span>
        <span className="shrink-0 text-xs text-muted">{option.hint}</span>
      </div>
    ))}
  </div>
)
