import { RotateCcw, Undo2, X } from "lucide-react"
import { Link } from "react-router"
import { jobs } from "../data/jobs.ts"
import type { Job, Step } from "../data/jobs.ts"
import { paths } from "../paths.ts"
import { Button, IconButton } from "../ui/Button.tsx"
import { buttonStyle } from "../ui/buttonStyle.ts"
import { cx } from "../ui/cx.ts"
import { StatusShape } from "../ui/StatusShape.tsx"
import {
  isLacking,
  leftWords,
  secondsUntil,
  sendingWords,
  tallyOf,
  tallyWords,
} from "./progress.ts"
import { reasonOf } from "../model/reason.ts"
import { useNow } from "./useNow.ts"

const tones = {
  waiting: "unknown",
  running: "running",
  done: "pass",
  failed: "fail",
  cancelled: "warn",
  gone: "unknown",
} as const

const saidOf = (step: Step): string | undefined => {
  if (step.state === "failed") return reasonOf(step.problem)
  if (step.state === "gone") return "It has been deleted since."
  return step.outcome?.note ?? (step.state === "running" ? step.phase : undefined)
}

const StepLine = ({
  job,
  step,
  now,
}: {
  readonly job: Job
  readonly step: Step
  readonly now: number
}) => {
  const sending = step.state === "running" ? sendingWords(step, now) : undefined
  const said = saidOf(step)
  const running = step.state === "running" || step.state === "waiting"
  return (
    <li className="flex items-start gap-2 py-1 text-sm">
      <span className="flex h-5 items-center">
        {isLacking(step) ? (
          <StatusShape tone="warn" label="done, not complete" />
        ) : (
          <StatusShape tone={tones[step.state]} label={step.state} />
        )}
      </span>
      <div className="min-w-0 flex-1">
        {step.outcome?.href === undefined ? (
          <span className="block wrap-anywhere">{step.label}</span>
        ) : (
          <Link to={step.outcome.href} className="block wrap-anywhere hover:underline">
            {step.label}
          </Link>
        )}
        {sending !== undefined && (
          <>
            <progress
              className="job-progress mt-1 block h-1 w-full"
              aria-label={`Sent of ${step.label}`}
              value={step.sent}
              max={step.of}
            />
            <span className="numeric text-xs text-muted">{sending}</span>
          </>
        )}
        {said !== undefined && (
          <span className="block text-xs wrap-anywhere text-muted">{said}</span>
        )}
        {step.outcome?.result && (
          <Link
            to={paths.result(job.id, step.id)}
            className="touch-target inline-block text-xs font-medium text-accent underline-offset-2 hover:underline"
          >
            Result of each part
            <span className="sr-only"> of {step.label}</span>
          </Link>
        )}
      </div>
      {step.mend !== undefined && step.state === "failed" && (
        <Link to={step.mend} className={buttonStyle("secondary", "sm")}>
          Edit
          <span className="sr-only"> {step.label} and send it again</span>
        </Link>
      )}
      {running && job.steps.length > 1 && job.state === "running" && (
        <IconButton
          label={`Cancel ${step.label}`}
          size="sm"
          icon={<X size={14} aria-hidden />}
          onClick={() => jobs.cancel(job.id, step.id)}
        />
      )}
    </li>
  )
}

/** One job: what it does, how each of its steps fares, and what can be done about it. */
export const JobCard = ({ job }: { readonly job: Job }) => {
  const now = useNow(job.state !== "ended")
  const { failed, cancelled, lacking } = tallyOf(job)
  return (
    <li className="border-b border-line-soft px-4 py-3 last:border-b-0">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <p className="text-sm font-medium break-words text-strong">{job.title}</p>
          <p className={cx("numeric text-xs", lacking > 0 ? "text-tone-warn-ink" : "text-muted")}>
            {job.state === "held"
              ? `Begins in ${secondsUntil(job, now)} s`
              : [tallyWords(job), leftWords(job)].filter(Boolean).join(", ")}
          </p>
        </div>
        {job.state === "held" && (
          <Button
            size="sm"
            icon={<Undo2 size={14} aria-hidden />}
            onClick={() => jobs.cancel(job.id)}
          >
            Undo
          </Button>
        )}
        {job.state === "running" && (
          <Button size="sm" onClick={() => jobs.cancel(job.id)}>
            Cancel
          </Button>
        )}
        {job.state === "ended" && failed + cancelled > 0 && (
          <Button
            size="sm"
            icon={<RotateCcw size={14} aria-hidden />}
            onClick={() => jobs.retry(job.id)}
          >
            Retry {failed + cancelled}
          </Button>
        )}
        {job.state === "ended" && (
          <IconButton
            label={`Dismiss ${job.title}`}
            size="sm"
            icon={<X size={14} aria-hidden />}
            onClick={() => jobs.dismiss(job.id)}
          />
        )}
      </div>
      {job.state !== "held" && (
        <ul className="mt-1 max-h-52 overflow-y-auto">
          {job.steps.map((step) => (
            <StepLine key={step.id} job={job} step={step} now={now} />
          ))}
        </ul>
      )}
    </li>
  )
}
