import { Wrench } from "lucide-react"
import type { ReactNode } from "react"
import { testSteps } from "../../model/connection.ts"
import type { TestReport, TestStep } from "../../model/connection.ts"
import { Button } from "../../ui/Button.tsx"
import { Card } from "../../ui/Card.tsx"
import { StatusShape } from "../../ui/StatusShape.tsx"
import type { StatusTone } from "../../ui/StatusBadge.tsx"
import { failedAt, nameOf } from "./steps.ts"

type Shown = { readonly tone: StatusTone; readonly word: string }

const outcomes: Readonly<Record<TestStep["outcome"], Shown>> = {
  ok: { tone: "pass", word: "Passed" },
  failed: { tone: "fail", word: "Failed" },
  skipped: { tone: "unknown", word: "Skipped" },
}

/** What was tried is no longer what is on screen, so nothing is known of that. */
const before = (shown: Shown): Shown => ({
  tone: "unknown",
  word: `${shown.word} before`,
})

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** Before there is a report: what each step will find out. */
const questions: Readonly<Record<TestStep["step"], string>> = {
  address: "Does the address lead to a server that answers?",
  tls: "Is its certificate trusted?",
  credential: "Does it accept the credential?",
  permission: "May the credential see packages?",
  list: "Is the list what we can read?",
}

const Step = ({
  name,
  shown,
  ms,
  children,
}: {
  readonly name: string
  readonly shown: Shown | undefined
  readonly ms?: number | undefined
  readonly children: ReactNode
}) => (
  <li className="flex gap-3 border-t border-line-soft px-4 py-2.5 first:border-t-0">
    <span className="flex h-5 items-center">
      <StatusShape tone={shown?.tone ?? "unknown"} size={14} />
    </span>
    <div className="min-w-0 flex-1">
      <p className="flex items-baseline gap-2 text-sm">
        <span className="font-medium text-strong">{name}</span>
        {shown && <span className="text-xs text-muted">{shown.word}</span>}
        {ms !== undefined && (
          <span className="numeric ml-auto text-xs text-faint">{Math.round(ms)} ms</span>
        )}
      </p>
      {children}
    </div>
  </li>
)

const ReportSteps = ({ report, stale }: { readonly report: TestReport; readonly stale: boolean }) =>
  report.steps.map((step) => (
    <Step
      key={step.step}
      name={nameOf(step)}
      shown={stale ? before(outcomes[step.outcome]) : outcomes[step.outcome]}
      ms={step.outcome === "skipped" ? undefined : step.ms}
    >
      <p className="text-xs break-words text-muted">{step.said}</p>
      {step.fix !== undefined && (
        <p className="mt-1.5 flex gap-1.5 rounded-md bg-sunken px-2 py-1.5 text-xs text-pretty text-strong">
          <span className="flex h-4 items-center">
            <Wrench size={12} aria-hidden className="text-faint" />
          </span>
          <span className="min-w-0 break-words">{step.fix}</span>
        </p>
      )}
    </Step>
  ))

/** What a test found, step by step; before the first one, what it will look at. */
export const TestPanel = ({
  report,
  when,
  pending,
  stale,
  onStop,
}: {
  readonly report: TestReport | undefined
  /** When the report was made, where that was not just now. */
  readonly when?: ReactNode
  readonly pending: boolean
  /** Something was changed since. */
  readonly stale: boolean
  readonly onStop: () => void
}) => {
  const waiting: Shown | undefined = pending ? { tone: "unknown", word: "Waiting" } : undefined
  const failed = report?.steps.find((step) => step.outcome === "failed")
  const summary = pending
    ? "Testing…"
    : !report
      ? "Five steps, in the order in which they can fail. Nothing is changed at the provider."
      : stale
        ? "From before your last change."
        : failed
          ? `${capital(failedAt(failed))}.`
          : report.ok
            ? "All is well."
            : "It did not pass."
  return (
    <Card flush>
      <header className="flex items-start justify-between gap-3 border-b border-line px-4 py-3">
        <div className="min-w-0">
          <h2 className="flex items-center gap-2 text-sm font-semibold text-strong">
            Connection test {pending && <StatusShape tone="running" size={14} />}
          </h2>
          <p className="text-xs text-muted">
            {summary} {!pending && report && when}
          </p>
        </div>
        {pending && (
          <Button size="sm" onClick={onStop}>
            Stop
          </Button>
        )}
      </header>
      <ol aria-busy={pending}>
        {report && !pending ? (
          <ReportSteps report={report} stale={stale} />
        ) : (
          testSteps.map((step) => (
            <Step key={step} name={nameOf({ step })} shown={waiting}>
              <p className="text-xs text-muted">{questions[step]}</p>
            </Step>
          ))
        )}
      </ol>
    </Card>
  )
}
