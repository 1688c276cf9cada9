import { useMemo } from "react"
import { Link } from "react-router"
import { useConnections } from "../../data/connections.ts"
import { digestOf } from "../../data/copies.ts"
import { useKnown } from "../../data/everything.ts"
import { originOf } from "../../model/common.ts"
import type { Connection } from "../../model/connection.ts"
import { isAbsent } from "../../model/field.ts"
import type { Row } from "../../model/field.ts"
import { textOf } from "../../model/search.ts"
import { paths } from "../../paths.ts"
import { ProviderMark } from "../../shell/ProviderMark.tsx"
import { useNarrow } from "../../table/density.ts"
import { copiesPath } from "../search/CopyLink.tsx"
import type { Here } from "../place/here.ts"
import { alsoWords } from "./alsoWords.ts"

/** Beyond these the table of all packages is the better list. */
const most = 5
/** On a small screen there is room for one. */
const mostNarrow = 1
const none: readonly Connection[] = []

const Copy = ({
  row,
  connection,
}: {
  readonly row: Row
  readonly connection: Connection | undefined
}) => {
  const origin = originOf(row.id)
  const name = row.cells["name"]
  return (
    <li className="flex min-w-0 items-center gap-1.5">
      {connection && <ProviderMark provider={connection.provider} size={16} />}
      <Link
        to={paths.item(origin.connection, origin.place)}
        className="truncate text-accent-strong hover:underline"
      >
        {isAbsent(name) ? row.id : textOf(name)}
      </Link>
      <span className="truncate text-muted">{connection?.name}</span>
    </li>
  )
}

/** Where else the very same artifact is, of what was read so far; and how far that is. */
export const AlsoIn = ({
  here,
  digest,
}: {
  readonly here: Here
  readonly digest: string | undefined
}) => {
  const connections = useConnections().data ?? none
  const known = useKnown(connections)
  const shown = useNarrow() ? mostNarrow : most
  const self = paths.item(here.connection.id, here.place)
  const copies = useMemo(
    () =>
      known.filter((row) => {
        if (digestOf(row) !== digest) return false
        const { connection, place } = originOf(row.id)
        return paths.item(connection, place) !== self
      }),
    [known, digest, self],
  )
  if (digest === undefined) return null
  const read = new Set(known.map((row) => originOf(row.id).connection)).size
  return (
    <section
      aria-label="The same artifact elsewhere"
      className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm"
    >
      {copies.length > 0 && (
        <>
          <span className="text-muted">Also in</span>
          <ul className="flex min-w-0 flex-wrap gap-x-4 gap-y-1 max-sm:flex-1">
            {copies.slice(0, shown).map((row) => (
              <Copy
                key={row.id}
                row={row}
                connection={connections.find(({ id }) => id === originOf(row.id).connection)}
              />
            ))}
          </ul>
        </>
      )}
      <Link
        to={copiesPath(digest)}
        className="touch-target text-muted hover:text-strong hover:underline"
      >
        {alsoWords({ copies: copies.length, shown, read, of: connections.length })}
      </Link>
    </section>
  )
}
