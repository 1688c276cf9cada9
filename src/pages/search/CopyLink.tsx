import { formatCount } from "../../lib/text.ts"
import { Link } from "react-router"
import { paths } from "../../paths.ts"
import { Tooltip } from "../../ui/Tooltip.tsx"

/**
 * The table of all packages with nothing but the copies of one artifact. Not exactly this text: one
 * provider may write in capitals what another does not.
 */
export const copiesPath = (digest: string): string =>
  paths.packages(new URLSearchParams({ digest }))

/** Leads from one row to all places where the same artifact is. */
export const CopyLink = ({
  digest,
  others,
}: {
  readonly digest: string
  /** Names of the other places. */
  readonly others: readonly string[]
}) => {
  const shown = others.slice(0, 5)
  const more = others.length - shown.length
  return (
    <Tooltip
      content={`Also in:\n${shown.join("\n")}${more > 0 ? `\nand ${formatCount(more)} more` : ""}`}
    >
      <Link
        to={copiesPath(digest)}
        className="touch-target numeric shrink-0 rounded-sm border border-line bg-sunken px-1 text-2xs/4 font-medium text-muted hover:text-strong"
        aria-label={`The same artifact is in ${others.length} other ${others.length === 1 ? "place" : "places"}: show all`}
      >
        +{formatCount(others.length)}
      </Link>
    </Tooltip>
  )
}
