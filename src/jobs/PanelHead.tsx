import { Undo2 } from "lucide-react"
import { jobs } from "../data/jobs.ts"
import type { Job } from "../data/jobs.ts"
import { Button } from "../ui/Button.tsx"
import { foldedWords, headline, secondsUntil, tallyWords } from "./progress.ts"
import { useNow } from "./useNow.ts"

const heading = "min-w-0 flex-1 truncate text-sm font-semibold text-strong"

const aside = "numeric shrink-0 text-xs text-muted"

/** Takes a job back as long as it waits, and says how long that is. */
const Undo = ({ job }: { readonly job: Job }) => {
  const now = useNow(true)
  return (
    <>
      <span className={aside}>in {secondsUntil(job, now)} s</span>
      <Button
        size="sm"
        icon={<Undo2 size={14} aria-hidden />}
        aria-label={`Undo ${job.title}`}
        title={job.title}
        onClick={() => jobs.cancel(job.id)}
      >
        Undo
      </Button>
    </>
  )
}

/** The first line of the jobs: folded, it is all that is seen of them, and what can be undone can be so here. */
export const PanelHead = ({
  all,
  open,
}: {
  readonly all: readonly Job[]
  readonly open: boolean
}) => {
  if (open) return <h2 className={heading}>{headline(all)}</h2>
  const [newest, ...others] = all
  const only = others.length === 0 ? newest : undefined
  const words = only?.title ?? foldedWords(all)
  // Of several it would have to say which: they are to be unfolded.
  const [held, ...more] = all.filter(({ state }) => state === "held")
  return (
    <>
      <h2 className={heading} title={words}>
        {words}
      </h2>
      {held && more.length === 0 ? (
        <Undo key={held.id} job={held} />
      ) : (
        only && <span className={aside}>{tallyWords(only)}</span>
      )}
    </>
  )
}
