import { FileClock } from "lucide-react"
import { useParams } from "react-router"
import { useJobs } from "../data/useJobs.ts"
import { ProviderError } from "../model/error.ts"
import { paths } from "../paths.ts"
import { PageHeader } from "../shell/PageHeader.tsx"
import { ButtonLink } from "../ui/Button.tsx"
import { Callout } from "../ui/Callout.tsx"
import { EmptyState } from "../ui/EmptyState.tsx"
import { Blocks } from "./item/Blocks.tsx"

const Gone = () => (
  <>
    <PageHeader title="Result" />
    <EmptyState
      icon={<FileClock size={18} />}
      title="This result is no longer here"
      action={
        <ButtonLink to={paths.overview()} variant="primary">
          Overview
        </ButtonLink>
      }
    >
      Results are kept in the tab in which the work was done, until it is closed or reloaded or the
      job is dismissed. The provider keeps none.
    </EmptyState>
  </>
)

/** What came of one step of a job, thing by thing. */
export const Component = () => {
  const { job: jobId, step: stepId } = useParams()
  const job = useJobs().find(({ id }) => id === jobId)
  const step = job?.steps.find(({ id }) => id === stepId)
  const result = step?.outcome?.result
  if (!job || !step || !result) return <Gone />
  const { problem, outcome } = step
  const { title, detail } =
    problem instanceof ProviderError
      ? problem.problem
      : { title: outcome?.note ?? "It was done.", detail: undefined }
  const failed = step.state === "failed"
  return (
    <>
      <PageHeader
        trail={[{ label: result.from.label, to: result.from.href }]}
        title={job.title}
        actions={<ButtonLink to={result.from.href}>Back to {result.from.label}</ButtonLink>}
      />
      <div className="flex max-w-4xl flex-col gap-5">
        <Callout tone={failed ? "fail" : "info"} title={title}>
          {detail}
        </Callout>
        <Blocks blocks={result.blocks} />
      </div>
    </>
  )
}
