import { GripVertical, Pin } from "lucide-react"
import { useRef, useState } from "react"
import type { KeyboardEvent, PointerEvent } from "react"
import type { Field } from "../model/field.ts"
import { announce } from "../ui/announce.ts"
import { IconButton } from "../ui/Button.tsx"
import { Checkbox } from "../ui/Checkbox.tsx"
import { cx } from "../ui/cx.ts"
import { moveColumn, pinColumn, stepColumn } from "./arrange.ts"
import type { Arranged } from "./arrange.ts"

/** Of a line, in px: how far the pointer goes to move a column by one place. */
const line = 32

type Drag = { readonly id: string; readonly y: number; readonly by: number }

/** The shown columns in their order: pulled by the grip or moved with its arrow keys, pinned, hidden. */
export const ColumnOrder = ({
  fields,
  columns,
  pinned,
  fixed,
  pins,
  onChange,
  onHide,
}: Arranged & {
  /** Of the shown columns, those that are listed here, in order. */
  readonly fields: readonly Field[]
  readonly fixed: boolean
  /** Whether there is a table in which pinned columns stay in sight: cards have none. */
  readonly pins: boolean
  readonly onChange: (next: Arranged) => void
  readonly onHide: (field: Field) => void
}) => {
  const [drag, setDrag] = useState<Drag>()
  const list = useRef<HTMLUListElement>(null)
  const now: Arranged = { columns, pinned }
  const placeOf = (id: string, by: number): string =>
    columns[Math.min(columns.length - 1, Math.max(1, columns.indexOf(id) + by))] ?? id
  const say = (field: Field, next: Arranged): void =>
    announce(
      `${field.label}: ${next.columns.indexOf(field.id) + 1} of ${columns.length}${next.pinned.includes(field.id) ? ", pinned" : ""}`,
    )

  const begin = (event: PointerEvent<HTMLElement>, id: string): void => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    setDrag({ id, y: event.clientY, by: 0 })
  }
  const move = (event: PointerEvent<HTMLElement>): void => {
    if (drag) setDrag({ ...drag, by: Math.round((event.clientY - drag.y) / line) })
  }
  const drop = (field: Field): void => {
    setDrag(undefined)
    const to = drag && placeOf(drag.id, drag.by)
    if (!drag || to === undefined || to === drag.id) return
    const next = moveColumn(now, drag.id, to)
    onChange(next)
    say(field, next)
  }
  const keys = (event: KeyboardEvent<HTMLElement>, field: Field): void => {
    if (event.key === "Escape" && drag) {
      event.stopPropagation()
      setDrag(undefined)
    }
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return
    event.preventDefault()
    const next = stepColumn(now, field.id, event.key === "ArrowUp" ? -1 : 1)
    onChange(next)
    say(field, next)
    // The line has moved in the list, and the focus with it.
    const id = CSS.escape(field.id)
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-grip="${id}"]`)?.focus(),
    )
  }
  const target = drag && drag.by !== 0 ? placeOf(drag.id, drag.by) : undefined
  return (
    <ul ref={list} aria-label="Shown columns, in order">
      {fields.map((field) => {
        const title = field.id === columns[0]
        const isPinned = pinned.includes(field.id)
        return (
          <li
            key={field.id}
            data-line={field.id}
            className={cx(
              "flex h-8 items-center gap-1 rounded-md",
              drag?.id === field.id && "bg-hover opacity-70",
              target === field.id &&
                (drag && drag.by > 0
                  ? "shadow-[0_2px_0_var(--accent)]"
                  : "shadow-[0_-2px_0_var(--accent)]"),
            )}
          >
            {title || fixed ? (
              <span className="w-5 shrink-0" />
            ) : (
              <button
                type="button"
                data-grip={field.id}
                aria-label={`Move ${field.label}`}
                title="Drag, or press the arrow keys up and down"
                onPointerDown={(event) => begin(event, field.id)}
                onPointerMove={move}
                onPointerUp={() => drop(field)}
                onPointerCancel={() => setDrag(undefined)}
                onKeyDown={(event) => keys(event, field)}
                className="flex h-6 w-5 shrink-0 cursor-grab touch-none items-center justify-center rounded-sm text-faint hover:text-strong active:cursor-grabbing"
              >
                <GripVertical size={14} aria-hidden />
              </button>
            )}
            <span className="min-w-0 flex-1 truncate">
              <Checkbox
                checked
                label={field.label}
                disabled={title}
                onChange={() => onHide(field)}
              />
            </span>
            {title ? (
              <span className="pr-1 text-xs text-muted">always first</span>
            ) : (
              pins && (
                <IconButton
                  label={`Pin ${field.label}`}
                  size="sm"
                  pressed={isPinned}
                  icon={<Pin size={14} aria-hidden className={isPinned ? "fill-current" : ""} />}
                  onClick={() => onChange(pinColumn(now, field.id, !isPinned))}
                />
              )
            )}
          </li>
        )
      })}
    </ul>
  )
}
