import { formatCount } from "../../lib/text.ts"
import { Link } from "react-router"
import { isThere } from "../../data/everything.ts"
import type { Part } from "../../data/everything.ts"
import { ProviderError } from "../../model/error.ts"
import { paths } from "../../paths.ts"
import { ProviderMark } from "../../shell/ProviderMark.tsx"
import { useQueueState, waitText } from "../../shell/useQueueState.ts"
import { Button } from "../../ui/Button.tsx"
import { cx } from "../../ui/cx.ts"
import { StatusShape } from "../../ui/StatusBadge.tsx"
import { TimeAgo } from "../../ui/TimeAgo.tsx"

const why = (part: Part): string =>
  part.problem instanceof ProviderError ? part.problem.problem.title : "it could not be read"

const wordsOf = (part: Part): string => {
  const read = formatCount(part.read)
  switch (part.state) {
    case "loading":
      if (part.of !== undefined) return `${read} of ${formatCount(part.of)}`
      return part.read === 0 ? "reading" : `${read} so far`
    case "asking":
      return `${read} read; the rest takes about ${part.requests ?? "many"} requests`
    case "stopped":
      return `stopped after ${read}`
    case "failed":
      return why(part)
    case "old":
      return `${read} from`
    case "ready":
      return part.incomplete ? `${read}, not all` : read
  }
}

const tones = {
  loading: "running",
  asking: "warn",
  stopped: "warn",
  failed: "fail",
  old: "warn",
  ready: "pass",
} as const

const list = new Intl.ListFormat("en")

/** What is missing, and why; and what is there but may be out of date. */
const summaryOf = (parts: readonly Part[]): string => {
  const there = parts.filter(isThere).length
  const names = (state: Part["state"]): readonly string[] =>
    parts.filter((part) => part.state === state).map(({ connection }) => connection.name)
  const said = (many: readonly string[], what: string): readonly string[] =>
    many.length === 0 ? [] : [`${list.format(many)} ${what}`]
  const missing = [
    ...said(names("loading"), "still being read"),
    ...said(names("asking"), "waiting for your word"),
    ...said(names("stopped"), "stopped"),
    ...said(names("failed"), "failed"),
  ]
  const old = names("old")
  const part = parts.flatMap(({ connection, incomplete }) =>
    incomplete === undefined ? [] : `${connection.name} is not whole: ${incomplete}`,
  )
  const first =
    there === parts.length
      ? `All ${parts.length} connections are in this table.`
      : `Searching ${there} of ${parts.length} connections. Missing: ${missing.join("; ")}.`
  return [
    first,
    ...part,
    ...(old.length === 0 ? [] : [`${list.format(old)} cannot be read now: shown as read before.`]),
  ].join(" ")
}

/** That a provider asks to wait: nothing is read of it meanwhile. */
const Pause = ({ connection }: { readonly connection: string }) => {
  const { paused } = useQueueState(connection)
  return paused > 0 && <span className="text-tone-warn-ink">{waitText(paused)}; </span>
}

/** Which connections the table has, and which are still missing from it, why, and what to do. */
export const Parts = ({
  parts,
  shown,
}: {
  readonly parts: readonly Part[]
  /** The same as of the rows in the table, which may be a moment behind. */
  readonly shown: readonly Part[]
}) => (
  <section aria-label="Connections in this table" className="mb-4">
    <output className="mb-2 block text-sm text-muted">{summaryOf(shown)}</output>
    <ul
      className={cx(
        "flex flex-wrap gap-2",
        // Where nothing is missing, a small screen has better use for the room.
        parts.every((part) => part.state === "ready" && !part.incomplete) && "max-sm:hidden",
      )}
    >
      {parts.map((part) => (
        <li
          key={part.connection.id}
          title={part.incomplete ?? (part.problem === undefined ? undefined : why(part))}
          className="flex min-h-7 items-center gap-1.5 rounded-md border border-line bg-surface px-2 text-xs text-muted"
        >
          <StatusShape tone={part.incomplete ? "warn" : tones[part.state]} />
          <ProviderMark provider={part.connection.provider} size={16} />
          <Link to={paths.connection(part.connection.id)} className="font-medium text-strong">
            {part.connection.name}
          </Link>
          <span className="numeric">
            {part.state === "loading" && <Pause connection={part.connection.id} />}
            {wordsOf(part)}
            {part.state === "old" && (
              <>
                {" "}
                <TimeAgo date={new Date(part.updatedAt)} />; {why(part)}
              </>
            )}
          </span>
          {part.state === "asking" && (
            <Button size="sm" variant="ghost" onClick={part.goOn}>
              Read all
            </Button>
          )}
          {(part.state === "failed" || part.state === "stopped" || part.state === "old") && (
            <Button size="sm" variant="ghost" pending={part.refreshing} onClick={part.retry}>
              Try again
            </Button>
          )}
        </li>
      ))}
    </ul>
  </section>
)
