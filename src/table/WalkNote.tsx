import { formatCount } from "../lib/text.ts"
import type { ListState } from "../data/listState.ts"
import { Button } from "../ui/Button.tsx"
import { Callout } from "../ui/Callout.tsx"
import { Spinner } from "../ui/Spinner.tsx"

/** How far a question that needs every page has come, what it costs, and what its answer is worth. */
export const WalkNote = (props: { readonly list: ListState; readonly many: string }) => (
  <div className="mb-3 empty:hidden">
    <Note {...props} />
  </div>
)

const Note = ({ list, many }: { readonly list: ListState; readonly many: string }) => {
  const { walk, incomplete } = list
  const of = walk?.of === undefined ? "" : ` of ${formatCount(walk.of)}`
  if (walk?.state === "asking")
    return (
      <Callout
        tone="warn"
        title={`${list.complete ? "To be read again, this" : "This"} needs every one of the ${walk.of === undefined ? "" : `${formatCount(walk.of)} `}${many}`}
        action={
          <>
            <Button size="sm" variant="primary" onClick={walk.start}>
              Read them all
            </Button>
            <Button size="sm" onClick={walk.stop}>
              Not now
            </Button>
          </>
        }
      >
        The API cannot do it itself.{" "}
        {walk.requests === undefined
          ? "How many more requests that takes is not known."
          : `Reading the rest takes about ${formatCount(walk.requests)} requests.`}{" "}
        {list.complete
          ? `Until then all ${formatCount(walk.read)} are shown as they were read before.`
          : `What is shown comes from the ${formatCount(walk.read)} read so far.`}
      </Callout>
    )
  if (walk?.state === "running")
    return (
      <p className="flex flex-wrap items-center gap-2 text-sm text-muted">
        <Spinner />
        <span className="numeric">
          Searched {formatCount(walk.read)}
          {of} {many}
        </span>
        {walk.requests !== undefined && walk.requests > 0 && (
          <span className="numeric">({formatCount(walk.requests)} requests to go)</span>
        )}
        <Button size="sm" variant="ghost" onClick={walk.stop}>
          Stop
        </Button>
      </p>
    )
  if (walk?.state === "stopped")
    return (
      <Callout
        tone="warn"
        title={`Not all: sorted and filtered within the ${formatCount(walk.read)}${of} ${many} that were read`}
        action={
          <Button size="sm" onClick={walk.start}>
            Read them all
          </Button>
        }
      />
    )
  if (incomplete === undefined) return null
  return (
    <Callout tone="warn" title="This list is not complete">
      {incomplete}
    </Callout>
  )
}
