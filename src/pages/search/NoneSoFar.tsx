import type { Part } from "../../data/everythingPart.ts"
import { counted } from "../../lib/text.ts"
import { PartLine } from "./PartLine.tsx"

/** In how many packages nothing was found, and which connections may still have it: each with what to do. */
export const NoneSoFar = ({
  among,
  lacking,
}: {
  readonly among: number
  readonly lacking: readonly Part[]
}) => (
  <>
    {among === 0
      ? "No package could be searched yet. They may be in:"
      : `${counted(among, "package was", "packages were")} searched. Others may be in:`}
    <ul
      aria-label="Connections still missing"
      className="my-2 flex flex-wrap justify-center gap-2 text-left sm:-mx-12"
    >
      {lacking.map((part) => (
        <PartLine key={part.connection.id} part={part} />
      ))}
    </ul>
  </>
)
