import { RefreshCw } from "lucide-react"
import { Link } from "react-router"
import type { StateCount, Summary } from "../../data/counts.ts"
import { counted, formatCount, sentence } from "../../lib/text.ts"
import { downWords } from "../../model/down.ts"
import { isAway } from "../../model/error.ts"
import { valueOf } from "../../model/field.ts"
import type { Row } from "../../model/field.ts"
import { textOf } from "../../model/search.ts"
import { paths } from "../../paths.ts"
import { ProviderMark } from "../../shell/ProviderMark.tsx"
import { asksAgain, mayEnd, remedies, tell } from "../../model/remedies.ts"
import type { Told } from "../../model/remedies.ts"
import { statusOf } from "../../model/problemWords.ts"
import { RetryButton } from "../../shell/RetryButton.tsx"
import { SettingsLink } from "../../shell/SettingsLink.tsx"
import { TroubleNote } from "../../shell/TroubleNote.tsx"
import { useHealth } from "../../shell/useHealth.ts"
import { IconButton } from "../../ui/Button.tsx"
import { Card } from "../../ui/Card.tsx"
import { Skeleton } from "../../ui/Skeleton.tsx"
import { StatusBadge } from "../../ui/StatusBadge.tsx"
import { StatusShape } from "../../ui/StatusShape.tsx"
import { TimeAgo } from "../../ui/TimeAgo.tsx"
import { StateBar } from "./StateBar.tsx"

const listOf = (summary: Summary, state?: StateCount): string => {
  const { connection, resource, field } = summary
  const params = new URLSearchParams()
  if (state && field) params.append(field.id, state.word)
  return paths.list(connection.id, [], resource?.id ?? "", params)
}

const nameOf = (summary: Summary, row: Row): string => {
  const value = valueOf(row, summary.resource?.title ?? "")
  return value === undefined ? row.id : textOf(value)
}

/** The worst of what there is: the first few items whose state is a failure. */
const Attention = ({ summary }: { readonly summary: Summary }) => {
  const { connection, resource, states } = summary
  const failing = states.filter(({ tone }) => tone === "fail" || tone === "critical")
  const rows = failing.flatMap((state) => state.rows.map((row) => ({ state, row }))).slice(0, 3)
  if (rows.length === 0 || !resource) return null
  return (
    <div className="mt-4">
      <h3 className="mb-1 text-xs font-medium text-muted">Needs attention</h3>
      <ul>
        {rows.map(({ state, row }) => (
          <li key={row.id} className="flex items-center gap-2 text-sm">
            <StatusShape tone={state.tone} />
            <Link
              to={paths.item(connection.id, [{ in: resource.id, id: row.id }])}
              className="min-w-0 flex-1 truncate py-1 text-strong hover:underline"
            >
              {nameOf(summary, row)}
            </Link>
            <span className="text-xs text-muted">{state.word}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

const Numbers = ({ summary }: { readonly summary: Summary }) => {
  const { resource, total, states, field } = summary
  if (!resource) return null
  return (
    <>
      <p className="text-sm text-muted">
        <Link to={listOf(summary)} className="text-strong hover:underline">
          {total
            ? `${total.exact ? "" : "at least "}${counted(total.count, resource.one, resource.many)}`
            : `— ${resource.many}`}
        </Link>
        {!total && " (the API does not say how many)"}
      </p>
      {field ? (
        <>
          <StateBar states={states} />
          <ul className="mt-3 flex flex-wrap gap-x-4 gap-y-1">
            {states.map((state) => (
              <li key={state.word}>
                <Link
                  to={listOf(summary, state)}
                  className="flex items-center gap-1.5 py-0.5 text-xs text-muted hover:text-strong"
                >
                  <StatusShape tone={state.tone} />
                  {state.word}
                  <span className="numeric font-medium text-strong">
                    {state.total ? formatCount(state.total.count) : "—"}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className="mt-2 text-xs text-muted">
          This API has no state in its list of {resource.many}, so there is nothing to count by.
        </p>
      )}
      <Attention summary={summary} />
    </>
  )
}

/** The list that stands for a connection is its own. */
const root = { place: [] }

/** Why, with the status, where the words before do not say it. */
const reasonOf = (problem: unknown, told: Told): string => {
  const { title } = told
  const status = statusOf(told)
  const said =
    downWords(problem) !== undefined &&
    told.trouble !== undefined &&
    title === remedies[told.trouble].title
  return [
    ...(said ? [] : [sentence(title)]),
    ...(status === undefined || title.includes(String(status)) ? [] : [`Status ${status}.`]),
  ].join(" ")
}

/** Numbers of before, of one that cannot be asked now or could not answer all of it. */
const Before = ({ summary }: { readonly summary: Summary }) => {
  const { connection, problem, updatedAt } = summary
  const told = tell(problem, [])
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
      <output className="text-sm text-tone-warn-ink">
        Numbers from <TimeAgo date={new Date(updatedAt)} />
        {/* Why nobody can be asked stands above every page (Root), which asks again by itself. */}
        {isAway(problem)
          ? "."
          : `; ${connection.name} ${downWords(problem) ?? "could not answer all of it"} now. ${told ? reasonOf(problem, told) : ""}`}
        {told && mayEnd(told) && ` ${asksAgain}`}
      </output>
      {!isAway(problem) && (
        <RetryButton
          told={told}
          pending={summary.refreshing}
          onRetry={summary.retry}
          of={connection.id}
        />
      )}
      <SettingsLink error={problem} connection={connection} list={root} />
    </div>
  )
}

/** One connection: its health, how many of what, and what fails. Its failure stays inside its card. */
export const ConnectionCard = ({ summary }: { readonly summary: Summary }) => {
  const { connection, state, resource, updatedAt } = summary
  const health = useHealth(connection.id)
  return (
    // Not as a margin, which Safari carries over to the next column.
    <div className="break-inside-avoid pb-4">
      <Card>
        <header className="mb-3 flex items-center gap-2">
          <ProviderMark provider={connection.provider} />
          <h3 className="min-w-0 flex-1 text-lg font-semibold wrap-anywhere text-strong">
            {resource ? (
              <Link to={paths.list(connection.id, [], resource.id)} className="hover:underline">
                {connection.name}
              </Link>
            ) : (
              connection.name
            )}
          </h3>
          <StatusBadge tone={health.tone}>{health.word}</StatusBadge>
          <IconButton
            label={`Refresh ${connection.name}`}
            size="sm"
            icon={<RefreshCw size={14} />}
            onClick={summary.refresh}
          />
        </header>
        {state === "failed" && isAway(summary.problem) ? (
          // Why stands above every page (Root).
          <p className="text-sm text-muted">Nothing of this was read before.</p>
        ) : state === "failed" ? (
          <TroubleNote
            error={summary.problem}
            onRetry={summary.retry}
            retrying={summary.refreshing}
            connection={connection}
            list={root}
          />
        ) : state === "loading" ? (
          <div aria-busy className="flex flex-col gap-3">
            <Skeleton className="h-5 w-40" />
            <Skeleton className="h-2 w-full" />
            <Skeleton className="h-4 w-3/4" />
          </div>
        ) : (
          <>
            {summary.problem !== undefined && <Before summary={summary} />}
            <Numbers summary={summary} />
          </>
        )}
        {/* It is the time of numbers, and of those that stand here. */}
        {updatedAt > 0 && summary.problem === undefined && state === "ready" && (
          <p className="mt-4 text-xs text-muted">
            Updated <TimeAgo date={new Date(updatedAt)} />
          </p>
        )}
      </Card>
    </div>
  )
}
