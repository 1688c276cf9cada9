import { formatCount } from "../lib/text.ts"
import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight } from "lucide-react"
import { useEffect, useRef } from "react"
import type { ListState } from "../data/listState.ts"
import type { Paging } from "../model/provider.ts"
import { isNumbered, sizesOf } from "../model/query.ts"
import type { Query } from "../model/query.ts"
import { announce } from "../ui/announce.ts"
import { IconButton } from "../ui/Button.tsx"
import { Select } from "../ui/Select.tsx"
import { rangeLabel } from "./rangeLabel.ts"
import { useAnswered } from "./useAnswered.ts"

/** Says which rows these are, once the page was turned and they are here. */
const useTurned = (page: string, range: string, here: boolean): void => {
  const said = useRef(page)
  useEffect(() => {
    if (!here || said.current === page) return
    said.current = page
    // A dash between two numbers may be read as "minus", or not at all.
    announce(range.replace("–", " to "))
  }, [page, range, here])
}

/** Which rows these are, of how many, and the way to the others. */
export const Pager = ({
  list,
  query,
  paging,
  onQuery,
}: {
  /** As it came: of rows that are held back and of those that are shown still, it counts what there is. */
  readonly list: ListState
  readonly query: Query
  readonly paging: Paging
  readonly onQuery: (next: Partial<Query>) => void
}) => {
  // Rows that we cut ourselves have numbered pages, whatever the API has.
  const numbered = list.walk !== undefined || isNumbered(paging)
  // Which rows of how many is known of the question that they answer, and says nothing of another.
  const answered = useAnswered(list, query)
  const matching = answered ? list.matching : undefined
  const at = query.page === "" ? 1 : Number(query.page)
  const last =
    numbered && matching ? Math.max(1, Math.ceil(matching.count / query.size)) : undefined
  const sizes = sizesOf(paging).toSorted((a, b) => a - b)
  const go = (page: number): void => onQuery({ page: page <= 1 ? "" : String(page) })
  const atStart = query.page === ""
  const range = answered
    ? rangeLabel(list.rows.length, matching, query.page, query.size, numbered)
    : ""
  useTurned(query.page, range, !list.stale)
  return (
    <div className="mt-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <span className="numeric text-sm text-muted">{range}</span>
      <div className="flex items-center gap-3">
        <span className="flex items-center gap-2 text-sm text-muted">
          <span aria-hidden>Rows</span>
          <Select
            label="Rows on a page"
            hideLabel
            size="sm"
            value={String(query.size)}
            options={sizes.map((size) => ({
              value: String(size),
              label: formatCount(size),
            }))}
            onChange={(size) => onQuery({ size: Number(size) })}
          />
        </span>
        <nav aria-label="Pages" className="flex items-center gap-1">
          <IconButton
            label="First page"
            size="sm"
            icon={<ChevronFirst size={16} aria-hidden />}
            disabled={atStart}
            onClick={() => onQuery({ page: "" })}
          />
          {numbered && (
            <IconButton
              label="Previous page"
              size="sm"
              icon={<ChevronLeft size={16} aria-hidden />}
              disabled={atStart}
              onClick={() => go(Math.min(at - 1, last ?? at - 1))}
            />
          )}
          {numbered && (
            <span className="numeric px-1 text-sm text-muted">
              {formatCount(at)}
              {last !== undefined && ` / ${matching?.exact ? "" : "≥ "}${formatCount(last)}`}
            </span>
          )}
          <IconButton
            label="Next page"
            size="sm"
            icon={<ChevronRight size={16} aria-hidden />}
            disabled={!answered || list.next === undefined}
            onClick={() => onQuery({ page: list.next ?? "" })}
          />
          {numbered && (
            <IconButton
              label="Last page"
              size="sm"
              icon={<ChevronLast size={16} aria-hidden />}
              disabled={last === undefined || at >= last || !matching?.exact}
              onClick={() => go(last ?? at)}
            />
          )}
        </nav>
      </div>
    </div>
  )
}
