import { Link } from "react-router"
import type { Part } from "../../data/everything.ts"
import { ProviderError } from "../../model/error.ts"
import { paths } from "../../paths.ts"
import { Button } from "../../ui/Button.tsx"
import { StatusShape } from "../../ui/StatusBadge.tsx"

const wordsOf = (part: Part): string => {
  const read = part.read.toLocaleString("en")
  switch (part.state) {
    case "loading":
      return part.of === undefined ? "reading" : `${read} of ${part.of.toLocaleString("en")}`
    case "asking":
      return `${read} read; the rest takes about ${part.requests ?? "many"} requests`
    case "stopped":
      return `stopped after ${read}`
    case "failed":
      return part.problem instanceof ProviderError ? part.problem.problem.title : "failed"
    case "ready":
      return part.incomplete ? `${read}, not all` : read
  }
}

const tones = {
  loading: "running",
  asking: "warn",
  stopped: "warn",
  failed: "fail",
  ready: "pass",
} as const

/** Which connections the table has, and which are still missing from it. */
export const Parts = ({ parts }: { readonly parts: readonly Part[] }) => {
  const there = parts.filter((part) => part.state === "ready").length
  return (
    <section aria-label="Connections in this table" className="mb-4">
      <output className="mb-2 block text-sm text-muted">
        {there === parts.length
          ? `All ${parts.length} connections are in this table.`
          : `Searching ${there} of ${parts.length} connections; the others are still missing from this table.`}
      </output>
      <ul className="flex flex-wrap gap-2">
        {parts.map((part) => (
          <li
            key={part.connection.id}
            title={part.incomplete}
            className="flex min-h-7 items-center gap-1.5 rounded-md border border-line bg-surface px-2 text-xs text-muted"
          >
            <StatusShape tone={part.incomplete ? "warn" : tones[part.state]} />
            <Link to={paths.connection(part.connection.id)} className="font-medium text-strong">
              {part.connection.name}
            </Link>
            <span className="numeric">{wordsOf(part)}</span>
            {part.state === "asking" && (
              <Button size="sm" variant="ghost" onClick={part.goOn}>
                Read all
              </Button>
            )}
            {(part.state === "failed" || part.state === "stopped") && (
              <Button size="sm" variant="ghost" onClick={part.retry}>
                Try again
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
