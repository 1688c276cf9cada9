import { Undo2 } from "lucide-react"
import { jobs } from "../data/jobs.ts"
import type { Job } from "../data/jobs.ts"
import { Button } from "../ui/Button.tsx"
import { headline, secondsUntil, tallyWords } from "./progress.ts"
import { useNow } from "./useNow.ts"

const heading = "min-w-0 flex-1 truncate text-sm font-semibold text-strong"

/** One job in one line. What can still be undone can be so from here. */
const InBrief = ({ job }: { readonly job: Job }) => {
  const held = job.state === "held"
  const now = useNow(held)
  return (
    <>
      <h2 className={heading} title={job.title}>
        {job.title}
      </h2>
      <span className="numeric shrink-0 text-xs text-muted">
        {held ? `in ${secondsUntil(job, now)} s` : tallyWords(job)}
      </span>
      {held && (
        <Button
          size="sm"
          icon={<Undo2 size={14} aria-hidden />}
          aria-label={`Undo ${job.title}`}
          onClick={() => jobs.cancel(job.id)}
        >
          Undo
        </Button>
      )}
    </>
  )
}

/** The first line of the jobs: folded, it is all that is seen of them. */
export const PanelHead = ({
  all,
  open,
}: {
  readonly all: readonly Job[]
  readonly open: boolean
}) => {
  const [newest, ...others] = all
  const brief = all.find(({ state }) => state === "held") ?? (others.length === 0 && newest)
  return !open && brief ? <InBrief job={brief} /> : <h2 className={heading}>{headline(all)}</h2>
}
