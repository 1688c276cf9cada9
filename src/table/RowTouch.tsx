import { useEffect, useEffectEvent, useLayoutEffect, useState } from "react"
import type { RefObject } from "react"
import { createPortal } from "react-dom"
import { isAbsent } from "../model/field.ts"
import type { Field, Row } from "../model/field.ts"
import { textOf } from "../model/search.ts"
import { CopyButton } from "../ui/CopyButton.tsx"
import { exactly } from "./exactly.ts"

/** A row in the page, and the places in it for buttons that copy. */
type Touched = {
  readonly id: string
  readonly index: number
  readonly places: readonly { readonly element: Element; readonly field: string }[]
}

/** Long enough that a pointer on its way over the rows, or rows on their way under it, leave nothing behind. */
const rest = 60

/** A button that copies, over the end of its cell (styles.css), which is marked as long as it has one. */
const CopyPlace = ({
  element,
  value,
  label,
}: {
  readonly element: Element
  readonly value: string
  readonly label: string
}) => {
  useLayoutEffect(() => {
    element.setAttribute("data-touched", "")
    return () => element.removeAttribute("data-touched")
  }, [element])
  return createPortal(
    <span data-copies="">
      <CopyButton value={value} label={label} />
    </span>,
    element,
  )
}

const rowAt = (target: EventTarget | null): HTMLElement | undefined =>
  (target instanceof Element ? target.closest<HTMLElement>("tr[data-row-id]") : null) ?? undefined

const touch = (element: HTMLElement | undefined): Touched | undefined => {
  const places = [...(element?.querySelectorAll("[data-copy]") ?? [])]
  if (!element || places.length === 0) return undefined
  return {
    id: element.getAttribute("data-row-id") ?? "",
    index: Number(element.getAttribute("data-index")),
    places: places.map((place) => ({
      element: place,
      field: place.getAttribute("data-copy") ?? "",
    })),
  }
}

/** Gives each cell of a row its title. */
const entitle = (
  row: HTMLElement | undefined,
  titleOf: (cell: HTMLElement) => string | undefined,
): void => {
  for (const cell of row?.querySelectorAll<HTMLElement>("td[data-column]") ?? []) {
    const title = titleOf(cell)
    if (title === undefined) cell.removeAttribute("title")
    else cell.setAttribute("title", title)
  }
}

/** The buttons that copy, in the row that has the pointer and in the one that has the focus. */
export const RowTouch = ({
  scroller,
  rows,
  fields,
}: {
  readonly scroller: RefObject<HTMLElement | null>
  readonly rows: readonly Row[]
  readonly fields: readonly Field[]
}) => {
  const [pointed, setPointed] = useState<Touched>()
  const [focused, setFocused] = useState<Touched>()

  /** What the cell under the pointer has no room for, or leaves out. */
  const name = useEffectEvent((cell: HTMLElement): string | undefined => {
    const row = rows[Number(rowAt(cell)?.getAttribute("data-index"))]
    const field = fields.find(({ id }) => id === cell.getAttribute("data-column"))
    const exact = field && exactly(field, row?.cells[field.id])
    if (exact !== undefined) return exact
    const cut = [cell, ...cell.children].some((one) => one.scrollWidth > one.clientWidth + 1)
    return cut ? cell.textContent : undefined
  })

  useEffect(() => {
    const box = scroller.current
    if (!box || typeof matchMedia !== "function" || !matchMedia("(hover: hover)").matches)
      return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let over: HTMLElement | undefined
    let cell: HTMLElement | undefined
    let lit: HTMLElement | undefined
    const entitleCell = (): void => {
      const words = cell && name(cell)
      if (words !== undefined) cell?.setAttribute("title", words)
    }
    const arrive = (): void => {
      clearTimeout(timer)
      timer = undefined
      entitleCell()
      setPointed(touch(over))
    }
    /** Who presses is there: what that draws is not to come with what the press leads to. */
    const press = (): void => {
      if (timer !== undefined) arrive()
    }
    const reach = (at: EventTarget | null): void => {
      const next = at instanceof Element ? at.closest<HTMLElement>("td[data-column]") : null
      const passing = box.hasAttribute("data-scrolling")
      if (next !== cell) {
        cell?.removeAttribute("title")
        cell = next ?? undefined
        // To measure it while rows pass under the pointer would lay out every frame twice.
        if (!passing) entitleCell()
      }
      const row = rowAt(at)
      if (row === over && !passing) return
      over = row
      clearTimeout(timer)
      timer = setTimeout(arrive, rest)
    }
    const point = (event: PointerEvent): void =>
      reach(event.type === "pointerleave" ? null : event.target)
    const focus = (event: FocusEvent): void => {
      const to = event.type === "focusout" ? event.relatedTarget : event.target
      // A press has the pointer there already, but a button that was pressed stays while it has the focus.
      const stays =
        to instanceof Element &&
        (to.matches(":focus-visible") || to.closest("[data-copies]") !== null)
      const row = stays ? rowAt(to) : undefined
      setFocused(touch(row))
      if (row === lit) return
      entitle(lit, () => undefined)
      lit = row
      entitle(lit, (one) => name(one))
    }
    // The pointer may have been there before this was loaded.
    reach(box.querySelector("td:hover"))
    box.addEventListener("pointerover", point)
    box.addEventListener("pointerdown", press)
    box.addEventListener("pointerleave", point)
    box.addEventListener("focusin", focus)
    box.addEventListener("focusout", focus)
    return () => {
      clearTimeout(timer)
      box.removeEventListener("pointerover", point)
      box.removeEventListener("pointerdown", press)
      box.removeEventListener("pointerleave", point)
      box.removeEventListener("focusin", focus)
      box.removeEventListener("focusout", focus)
    }
  }, [scroller])

  const touched = [pointed, focused?.id === pointed?.id ? undefined : focused]
  return touched.flatMap((one) => {
    const row = one && rows[one.index]
    if (!one || row?.id !== one.id) return []
    return one.places.flatMap(({ element, field: id }) => {
      const field = fields.find((known) => known.id === id)
      const value = row.cells[id]
      if (!field) return []
      const text = isAbsent(value) ? row.id : textOf(value)
      return [
        <CopyPlace
          key={`${row.id} ${id} ${text}`}
          element={element}
          value={text}
          label={field.label}
        />,
      ]
    })
  })
}
