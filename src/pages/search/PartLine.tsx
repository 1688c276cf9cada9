import { Link } from "react-router"
import { isKept } from "../../data/everythingPart.ts"
import type { Part } from "../../data/everythingPart.ts"
import { formatCount } from "../../lib/text.ts"
import { isAway, ProviderError } from "../../model/error.ts"
import { paths } from "../../paths.ts"
import { ProviderMark } from "../../shell/ProviderMark.tsx"
import { tell } from "../../model/remedies.ts"
import { RetryButton } from "../../shell/RetryButton.tsx"
import { SettingsLink } from "../../shell/SettingsLink.tsx"
import { useQueueState, waitText } from "../../shell/useQueueState.ts"
import { Button } from "../../ui/Button.tsx"
import { cx } from "../../ui/cx.ts"
import { StatusShape } from "../../ui/StatusShape.tsx"
import { TimeAgo } from "../../ui/TimeAgo.tsx"
import { isBefore, isTroubled } from "./partWords.ts"

const why = ({ problem }: Part): string =>
  // Why stands above every page (Root).
  isAway(problem)
    ? "not read before"
    : problem instanceof ProviderError
      ? problem.problem.title
      : "it could not be read"

const wordsOf = (part: Part): string => {
  const read = formatCount(part.read)
  switch (part.state) {
    case "loading":
      if (part.of !== undefined) return `${read} of ${formatCount(part.of)}`
      return part.read === 0 ? "reading" : `${read} so far`
    case "asking":
      if (isKept(part)) return `${read} from`
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

/** That a provider asks to wait: nothing is read of it meanwhile. */
const Pause = ({
  connection,
  end,
  none,
}: {
  readonly connection: string
  /** What stands behind it, where something follows. */
  readonly end?: string
  /** What is said while it does not ask to wait. */
  readonly none?: string
}) => {
  const { paused } = useQueueState(connection)
  if (paused === 0) return none
  return (
    <span className="text-tone-warn-ink">
      {waitText(paused)}
      {end}
    </span>
  )
}

/** One connection, and how far its packages are in the table. */
export const PartLine = ({ part }: { readonly part: Part }) => {
  const { connection, state, incomplete, problem } = part
  // What is said of trouble is long: on a small screen it has a line of its own.
  const before = isBefore(part)
  const long = isTroubled(part) || state === "asking" || before
  return (
    <li
      title={incomplete ?? (problem === undefined ? undefined : why(part))}
      className={cx(
        "flex min-h-7 items-center gap-1.5 rounded-md border border-line bg-surface px-2 text-xs text-muted",
        long && "max-sm:w-full max-sm:flex-wrap max-sm:gap-y-0 max-sm:py-1",
      )}
    >
      <StatusShape tone={incomplete ? "warn" : before ? "running" : tones[state]} />
      <ProviderMark provider={connection.provider} size={16} />
      <Link
        to={paths.connection(connection.id)}
        className={cx("font-medium text-strong", long && "max-sm:min-w-0 max-sm:flex-1")}
      >
        {connection.name}
      </Link>
      <span className={cx("numeric", long && "max-sm:order-last max-sm:basis-full")}>
        {state === "loading" && <Pause connection={connection.id} end="; " />}
        {wordsOf(part)}
        {before && (
          <>
            {" "}
            from <TimeAgo date={new Date(part.updatedAt)} />;{" "}
            <Pause connection={connection.id} none="being read again" />
          </>
        )}
        {isKept(part) && (
          <>
            {" "}
            <TimeAgo date={new Date(part.updatedAt)} />; reading them again takes about{" "}
            {part.requests ?? "many"} requests
          </>
        )}
        {state === "old" && (
          <>
            {" "}
            <TimeAgo date={new Date(part.updatedAt)} />
            {!isAway(problem) && `. ${why(part)}`}
          </>
        )}
      </span>
      {state === "asking" && (
        <Button size="sm" variant="ghost" onClick={part.goOn}>
          Read all
        </Button>
      )}
      {(state === "failed" || state === "stopped" || state === "old") && !isAway(problem) && (
        <RetryButton
          told={problem === undefined ? undefined : tell(problem)}
          pending={part.refreshing}
          onRetry={part.retry}
          of={connection.id}
          plain
        />
      )}
      <span className="empty:hidden max-sm:order-last">
        <SettingsLink error={problem} connection={connection} variant="ghost" />
      </span>
    </li>
  )
}
