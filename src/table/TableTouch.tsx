import { useEffect, useEffectEvent, useLayoutEffect, useState } from "react"
import type { RefObject } from "react"
import type { Field, Row } from "../model/field.ts"
import { moveColumn } from "./arrange.ts"
import type { Arranged } from "./arrange.ts"
import { useRowGone } from "./rowGone.ts"
import { RowTouch } from "./RowTouch.tsx"
import { mostStaying } from "./staying.ts"
import type { ShownColumn } from "./useColumns.ts"

const headerOf = (target: EventTarget | null): HTMLElement | undefined =>
  (target instanceof Element ? target.closest<HTMLElement>("th[data-column]") : null) ?? undefined

/**
 * Says on the table's own box at which of its ends columns are out of sight; styles.css draws it.
 * @param onWidth told the width that is in sight, in px
 */
const watchEdges = (box: HTMLElement, onWidth: (width: number) => void): (() => void) => {
  let at = 0
  const tell = (): void => {
    at = box.scrollLeft
    onWidth(box.clientWidth)
    // Half a pixel is what zooming leaves over.
    const hidden = box.scrollWidth - box.clientWidth - 1
    box.toggleAttribute("data-wide", hidden > 0)
    box.toggleAttribute("data-past-start", at > 0)
    box.toggleAttribute("data-before-end", at < hidden)
  }
  /** Up and down, which is most of scrolling, the edges stay as they are. */
  const scrolled = (): void => {
    if (box.scrollLeft !== at) tell()
  }
  tell()
  const sizes = new ResizeObserver(tell)
  sizes.observe(box)
  if (box.firstElementChild) sizes.observe(box.firstElementChild)
  box.addEventListener("scroll", scrolled, { passive: true })
  return () => {
    sizes.disconnect()
    box.removeEventListener("scroll", scrolled)
  }
}

/** Ms after its last step until a scroll is over. */
const calm = 120

/**
 * Says on the table's own box that rows pass under the pointer, which is no pointing at any: a row would
 * be lit and put out, and all around it painted anew, with every frame.
 */
const watchScroll = (box: HTMLElement): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const end = (): void => {
    timer = undefined
    box.removeAttribute("data-scrolling")
  }
  const scrolled = (): void => {
    if (timer === undefined) box.setAttribute("data-scrolling", "")
    clearTimeout(timer)
    timer = setTimeout(end, calm)
  }
  box.addEventListener("scroll", scrolled, { passive: true })
  return () => {
    clearTimeout(timer)
    end()
    box.removeEventListener("scroll", scrolled)
  }
}

/**
 * A press with Shift on a box selects rows, and not, as Firefox has it, the words between them as well. What
 * keeps those from it keeps the focus from the box, too.
 */
const watchBoxes = (box: HTMLElement): (() => void) => {
  const press = (event: MouseEvent): void => {
    const place = event.target instanceof Element ? event.target.closest("[data-box]") : null
    if (!event.shiftKey || !place) return
    event.preventDefault()
    place.querySelector("input")?.focus({ preventScroll: true })
  }
  box.addEventListener("mousedown", press)
  return () => box.removeEventListener("mousedown", press)
}

/** Lets headers be dragged onto each other; the first, which names the row, stays where it is. */
const watchDrag = (box: HTMLElement, move: (column: string, to: string) => void): (() => void) => {
  const head = box.querySelector("thead")
  if (!head) return () => undefined
  let dragged: HTMLElement | undefined
  let over: HTMLElement | undefined
  const mark = (next: HTMLElement | undefined): void => {
    over?.removeAttribute("data-drop")
    over = next
    if (!next || !dragged) return
    const after = dragged.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_FOLLOWING
    next.setAttribute("data-drop", after ? "after" : "before")
  }
  const first = (): Element | null => head.querySelector("th[data-column]")
  const start = (event: DragEvent): void => {
    dragged = headerOf(event.target)
    if (!dragged || dragged === first()) {
      dragged = undefined
      event.preventDefault()
      return
    }
    event.dataTransfer?.setData("text/plain", dragged.textContent)
    if (event.dataTransfer) event.dataTransfer.effectAllowed = "move"
  }
  const hover = (event: DragEvent): void => {
    const target = headerOf(event.target)
    const fits = dragged && target && target !== dragged && target !== first()
    mark(fits ? target : undefined)
    if (fits) event.preventDefault()
  }
  const drop = (event: DragEvent): void => {
    const from = dragged?.dataset["column"]
    const to = over?.dataset["column"]
    if (from === undefined || to === undefined) return
    event.preventDefault()
    move(from, to)
  }
  const end = (): void => {
    mark(undefined)
    dragged = undefined
  }
  head.addEventListener("dragstart", start)
  head.addEventListener("dragover", hover)
  head.addEventListener("drop", drop)
  head.addEventListener("dragend", end)
  return () => {
    end()
    head.removeEventListener("dragstart", start)
    head.removeEventListener("dragover", hover)
    head.removeEventListener("drop", drop)
    head.removeEventListener("dragend", end)
  }
}

/** What a table does under the pointer, and in the room it has; not needed before there are rows. */
export const TableTouch = ({
  scroller,
  rows,
  question,
  fields,
  columns,
  pinned,
  shown,
  besides,
  onStaying,
  onArrange,
}: Arranged & {
  readonly scroller: RefObject<HTMLElement | null>
  readonly rows: readonly Row[]
  /** What they answer. */
  readonly question: string | undefined
  readonly fields: readonly Field[]
  /** The columns as they are drawn. Absent: as cards. */
  readonly shown: readonly ShownColumn[] | undefined
  /** Px that are taken beside the columns. */
  readonly besides: number
  /** Told how many columns may stay in sight; undefined: all that are to. */
  readonly onStaying: (most: number | undefined) => void
  readonly onArrange: ((next: Arranged) => void) | undefined
}) => {
  const move = useEffectEvent((column: string, to: string): void =>
    onArrange?.(moveColumn({ columns, pinned }, column, to)),
  )
  useRowGone(scroller, rows, question)
  const [width, setWidth] = useState<number>()
  useLayoutEffect(() => {
    if (width === undefined) return
    // The title and the pinned ones come first, whether they stay or not.
    const ask = shown?.slice(0, 1 + pinned.length).map((column) => column.width) ?? []
    const most = mostStaying(ask, width - besides)
    onStaying(most < ask.length ? most : undefined)
  }, [shown, pinned, width, besides, onStaying])
  const moves = onArrange !== undefined
  useEffect(() => {
    const box = scroller.current
    if (!box) return undefined
    const ends = [watchEdges(box, setWidth), watchScroll(box), watchBoxes(box)]
    return () => {
      for (const end of ends) end()
    }
  }, [scroller])
  useEffect(() => {
    const box = scroller.current
    return box && moves ? watchDrag(box, (column, to) => move(column, to)) : undefined
  }, [scroller, moves])
  return <RowTouch scroller={scroller} rows={rows} fields={fields} />
}
