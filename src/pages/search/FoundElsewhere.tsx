import { useEffect, useEffectEvent, useState } from "react"
import type { RefObject } from "react"
import { createPortal } from "react-dom"
import type { Field, Row } from "../../model/field.ts"
import type { SortKey } from "../../model/query.ts"
import { cardColumns, cardFields } from "../../table/cardFields.ts"
import { rowHeight, useDensity, useNarrow } from "../../table/density.ts"
import { cx } from "../../ui/cx.ts"
import { foundIn } from "./foundIn.ts"

/** A place in the page for what is told of the row that stands there. */
type Told = { readonly place: Element; readonly id: string; readonly text: string }

/** Below its name; in a card, whose name takes a line, before what stands in the other. */
const placeIn = (row: Element): Element | null | undefined => {
  const card = row.querySelector("[data-card] [data-row-link]")
  return card
    ? card.closest("[data-card] > .flex-col")?.lastElementChild
    : row.querySelector("[data-column]")
}

const same = (some: readonly Told[], others: readonly Told[]): boolean =>
  some.length === others.length &&
  some.every(
    ({ place, id, text }, at) =>
      others[at]?.place === place && others[at].id === id && others[at].text === text,
  )

/**
 * Says below the name of a row what was found in it where nobody sees it. It stands in the height that a
 * row has anyway, and only the rows that are drawn are looked at, after they are: a keystroke waits for
 * none of it.
 */
export const FoundElsewhere = ({
  root,
  rows,
  fields,
  columns,
  sort,
  words,
  tableId,
}: {
  readonly root: RefObject<HTMLElement | null>
  readonly rows: readonly Row[]
  readonly fields: readonly Field[]
  /** Ids of the fields that are columns. */
  readonly columns: readonly string[]
  readonly sort: readonly SortKey[]
  /** Folded. */
  readonly words: readonly string[]
  readonly tableId: string
}) => {
  const [told, setTold] = useState<readonly Told[]>([])
  const narrow = useNarrow()
  const tight = rowHeight(useDensity(tableId), narrow) < 40
  const look = useEffectEvent((): void => {
    const [title, ...rest] = (narrow ? cardColumns(columns, sort) : columns).flatMap(
      (id) => fields.find((field) => field.id === id) ?? [],
    )
    const inTable = new Set(columns)
    // What within a connection holds a package stands before its name.
    if (inTable.has("connection")) inTable.add("place")
    const inCard = (row: Row): ReadonlySet<string> => {
      const { status, others } = cardFields(row, rest)
      const ids = [title, status, ...others].flatMap((field) => field?.id ?? [])
      return new Set(ids.includes("connection") ? [...ids, "place"] : ids)
    }
    const textOf = foundIn(fields, words, narrow ? inCard : () => inTable)
    const drawn =
      words.length === 0 ? [] : [...(root.current?.querySelectorAll("tr[data-row-id]") ?? [])]
    const next = drawn.flatMap((element) => {
      const id = element.getAttribute("data-row-id") ?? ""
      const there = rows[Number(element.getAttribute("data-index"))]
      // Rows that hold still for who is among them stand elsewhere than in the answer.
      const row = there?.id === id ? there : rows.find((one) => one.id === id)
      const text = row && textOf(row)
      const place = text === undefined ? undefined : placeIn(element)
      return text !== undefined && place ? [{ place, id, text }] : []
    })
    setTold((before) => (same(before, next) ? before : next))
  })
  useEffect(() => {
    const element = root.current
    if (!element) return undefined
    let frame = 0
    const soon = (): void => {
      if (frame !== 0) return
      frame = requestAnimationFrame(() => {
        frame = 0
        look()
      })
    }
    const changes = new MutationObserver(soon)
    changes.observe(element, {
      childList: true,
      subtree: true,
      attributeFilter: ["data-row-id", "data-index"],
    })
    return () => {
      changes.disconnect()
      cancelAnimationFrame(frame)
    }
  }, [root])
  // Whatever it is drawn for may have changed what there is to tell.
  useEffect(() => {
    const frame = requestAnimationFrame(look)
    return () => cancelAnimationFrame(frame)
  })
  return told.map(({ place, id, text }) =>
    createPortal(
      <span
        data-found=""
        title={text}
        className={cx(
          "truncate text-muted",
          narrow ? "order-first max-w-full shrink-0" : "block",
          !narrow && (tight ? "text-[0.6875rem]/3" : "text-xs/4"),
        )}
      >
        {text}
      </span>,
      place,
      id,
    ),
  )
}
