import type { DatabaseSync } from "node:sqlite"
import type { Fetch } from "../../src/model/call.ts"
import type { ProviderId } from "../../src/model/provider.ts"
import type { Files } from "./files.ts"
import type { SeedPackage } from "./seed/read.ts"

/** What one sandbox API needs of the world it lives in. */
export type World = {
  /** The world's own database; an API makes its tables in `install` and names them with its own prefix. */
  readonly db: DatabaseSync
  /** The world's clock, in ms since 1970: worlds of tests may stand still or jump. */
  readonly now: () => number
  /** Reproducible randomness in [0, 1): the same world is filled in the same way every time. */
  readonly random: () => number
  /** Real packages to fill the world with: names, versions, licences, sizes and digests. */
  readonly seed: readonly SeedPackage[]
  /** How many packages this API shall hold. */
  readonly packages: number
  /** Key material for tokens that this world issues. */
  readonly secret: string
  /** Files of the world on disk, for the APIs that keep any: see `filesOf`. */
  readonly files?: Files
}

/** What to type into the connection form: `{origin}` is the API's own address, `base` included. */
export type Access = {
  readonly settings: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, string>>
}

/** One provider's API, spoken as its documentation says. */
export type SandboxApi = {
  readonly id: ProviderId
  /** Its path on the sandbox's port, for instance `/cylance`; the API itself sees paths without it. */
  readonly base: string
  /** What to type into the connection form to reach it; `{origin}` as in {@link Access}. */
  readonly settings: Readonly<Record<string, string>>
  /** The same for the secret inputs. */
  readonly secrets: Readonly<Record<string, string>>
  /** Other ways to reach it, by a name for people: other credentials, an older form of the API. */
  readonly also?: Readonly<Record<string, Access>>
  /** The API's own words for a status that a fault asks for; absent: the fault answers plain text. */
  readonly problem?: (status: number, retryAfter: number | undefined) => Response | undefined
  /** Raised whenever `install` would make something else: files of an older edition are filled anew. */
  readonly edition?: number
  /** Makes the tables and fills them; called once for a new world, inside a transaction. */
  readonly install: (world: World) => void
  /** Answers requests in a world. `origin` is the sandbox's public address including `base`, for links. */
  readonly open: (world: World, origin: string) => Fetch
}
