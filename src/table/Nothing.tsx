import { CircleCheck, CircleOff, FilterX, PackageOpen } from "lucide-react"
import { useEffect, useEffectEvent, useMemo, useState } from "react"
import type { MouseEvent } from "react"
import { useLocation } from "react-router"
import { narrows, unnarrowed } from "../model/query.ts"
import { searchesText } from "../model/where.ts"
import { Button } from "../ui/Button.tsx"
import { EmptyState } from "../ui/EmptyState.tsx"
import { alsoSearched } from "./alsoSearched.ts"
import { asItWas, emptyView } from "./emptyView.ts"
import { dropDrafts } from "./drafts.ts"
import { focusBox } from "./focusOn.ts"
import type { ListViewProps } from "./ListView.tsx"
import { MeantNote } from "./MeantNote.tsx"
import { useSeen } from "./seen.ts"
import { unseenIn, withKnown } from "./unseen.ts"
import { UnseenValues } from "./UnseenValues.tsx"

/** The page that a link asks for is behind the last one: leads to a page that there is. */
const usePastEnd = ({ list, queryState }: Pick<ListViewProps, "list" | "queryState">): boolean => {
  const { query, setQuery, dropped } = queryState
  const { matching } = list
  const last = matching?.exact ? Math.ceil(matching.count / query.size) : 1
  // A token is not counted; what its page is we cannot know.
  const past = /^\d+$/.test(query.page) && Number(query.page) > last && matching?.count !== 0
  const turn = useEffectEvent((): void => {
    const there = last > 1 ? `page ${last}, the last one` : "the first page"
    setQuery(
      { page: last > 1 ? String(last) : "" },
      {
        replace: true,
        dropped: [...dropped, `the list has no page ${query.page}: this is ${there}`],
      },
    )
  })
  useEffect(() => {
    if (past) turn()
  }, [past])
  return past
}

type NothingProps = Pick<
  ListViewProps,
  "one" | "many" | "title" | "fields" | "list" | "queryState" | "missing"
>

const Reason = ({ one, many, title, fields, list, queryState, missing }: NothingProps) => {
  const { query, setQuery } = queryState
  const filtered = narrows(query)
  const { census } = list
  const unseen = useMemo(() => unseenIn(fields, query, census), [fields, query, census])
  const seen = useSeen(useLocation().pathname)
  const clear = (event: MouseEvent): void => {
    focusBox(event)
    dropDrafts()
    setQuery(unnarrowed)
  }
  if (usePastEnd({ list, queryState })) return null
  if (query.page !== "" && (list.matching?.count ?? 1) > 0) {
    const last = list.matching && Math.ceil(list.matching.count / query.size)
    return (
      <EmptyState
        title="This page is past the end of the list"
        action={
          <Button
            variant="primary"
            onClick={() => setQuery({ page: last === undefined || last <= 1 ? "" : String(last) })}
          >
            {last === undefined ? "First page" : "Last page"}
          </Button>
        }
      />
    )
  }
  const old = list.problem === undefined ? list.old : list.updatedAt
  const empty = census?.complete === true && census.rows?.length === 0
  const emptied = list.complete
    ? emptyView({
        one,
        many,
        fields,
        query,
        view: queryState.view,
        census,
        seen: seen.never ? undefined : seen.at,
        old,
        onlyCreated: list.onlyCreated,
      })
    : undefined
  if (emptied)
    return (
      <EmptyState
        icon={emptied.whole ? <CircleCheck size={18} /> : <FilterX size={18} />}
        title={emptied.title}
        action={<Button onClick={clear}>{`Show all ${many}`}</Button>}
      >
        {emptied.says}
      </EmptyState>
    )
  if (filtered)
    return (
      <EmptyState
        icon={<FilterX size={18} />}
        title={list.complete ? `No ${one} matches` : `No ${one} that was read so far matches`}
        action={<Button onClick={clear}>Clear search and filters</Button>}
      >
        {!list.complete
          ? (missing ?? "The list was not read to its end.")
          : empty
            ? `The list has no ${many} at all.`
            : list.all?.exact === false
              ? "All that the filters leave was read, and nothing of it answers."
              : "Nothing in the whole list answers the search and filters above."}
        {list.complete && old !== undefined && ` ${asItWas(old)}`}
        <MeantNote
          fields={fields}
          title={title}
          rows={census?.rows}
          query={query}
          onQuery={setQuery}
        />
        {(query.text !== "" || searchesText(query.where)) && <p>{alsoSearched(fields)}</p>}
        {unseen.map((each) => (
          <UnseenValues
            key={`${each.field.id} ${each.word}`}
            one={one}
            unseen={each}
            centred
            onChoose={(value) => setQuery(withKnown(query, each, value))}
          />
        ))}
      </EmptyState>
    )
  if (!list.complete)
    return (
      <EmptyState
        icon={<CircleOff size={18} />}
        title={`Whether there are ${many} is not known`}
        action={<Button onClick={list.refresh}>Try again</Button>}
      >
        {list.incomplete ?? "None was read so far, and the list was not read to its end."}
      </EmptyState>
    )
  return (
    <EmptyState
      icon={<PackageOpen size={18} />}
      title={old === undefined ? `There are no ${many} here yet` : `There were no ${many} here`}
    >
      {old === undefined
        ? `The list of ${many} was read to its end, and nothing is in it.`
        : asItWas(old)}
    </EmptyState>
  )
}

/** Why a list shows no rows, which of the four reasons it is, and what to do about it. */
export const Nothing = (props: NothingProps) => {
  // Of a question that is not answered yet nothing is said: what was said of the one before stays.
  const { former = false } = props.list
  const [answered, setAnswered] = useState<NothingProps>()
  if (!former && answered !== props) setAnswered(props)
  const said = former ? answered : props
  return said && <Reason {...said} />
}
