import { Link } from "react-router"
import { useLastTest } from "../../data/tests.ts"
import type { TestReport } from "../../model/connection.ts"
import { paths } from "../../paths.ts"
import { useHealth } from "../../shell/useHealth.ts"
import type { Health } from "../../shell/useHealth.ts"
import { StatusBadge } from "../../ui/StatusBadge.tsx"
import { TimeAgo } from "../../ui/TimeAgo.tsx"
import { summaryOf } from "./steps.ts"

const testing: Health = { tone: "running", word: "testing" }

const healthOfTest = (report: TestReport): Health => ({
  tone: report.ok ? "pass" : "fail",
  word: report.ok ? "passed its test" : summaryOf(report),
})

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** How a connection fares: what its last answer said, else what its last test said. */
export const HealthBadge = ({
  id,
  pending = false,
}: {
  readonly id: string
  /** A test of it goes on. */
  readonly pending?: boolean
}) => {
  const live = useHealth(id)
  const tested = useLastTest(id)
  const unasked = live.tone === "unknown" && tested ? healthOfTest(tested.report) : live
  const { tone, word } = pending ? testing : unasked
  return <StatusBadge tone={tone}>{capital(word)}</StatusBadge>
}

/** How long ago this browser last tested a connection, and how that went; nothing where it never did. */
export const LastTest = ({ id }: { readonly id: string }) => {
  const tested = useLastTest(id)
  if (!tested) return null
  const words = `Test ${summaryOf(tested.report)}`
  return (
    <span className="text-xs text-muted">
      {tested.report.ok ? (
        words
      ) : (
        <Link
          to={paths.connection(id)}
          className="rounded-sm text-accent underline-offset-2 hover:underline"
        >
          {words}
        </Link>
      )}{" "}
      <TimeAgo date={new Date(tested.at)} />
    </span>
  )
}
