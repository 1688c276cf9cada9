import type { World } from "../api.ts"
import type { Role } from "./accounts.ts"
import { createPackage, createProject, editPackage, editProject, editVersion } from "./edit.ts"
import { importPurl, importUrl } from "./imports.ts"
import type { Limited } from "./limits.ts"
import { getVersion, listGroups, listPackages, listProjects, listVersions } from "./lists.ts"
import type { AtPackage, AtProject, AtVersion, Named } from "./path.ts"
import { deletePackage, deleteProject, deleteVersion } from "./remove.ts"
import { getChecks, getReport, getSafe, getStatus } from "./results.ts"
import { review, sync } from "./review.ts"
import { scan } from "./scan.ts"

/** A request that was let in. */
export type Asked = {
  readonly world: World
  /** The sandbox's own address of this API, for links. */
  readonly origin: string
  readonly request: Request
  readonly query: URLSearchParams
  readonly role: Role
  /** Of a report; empty for everything else. */
  readonly format: string
}

type Answer = Response | Promise<Response>

/** What a method does below the first word of a path, by the level that the path names. */
export type Operation = {
  readonly method: string
  /** Observers may not. */
  readonly writes?: true
  /** Came after the API's first reference: an older Portal answers 404. */
  readonly later?: true
  readonly hasFormat?: true
  readonly limited?: (asked: Asked) => Limited | undefined
  readonly at: {
    readonly organization?: (asked: Asked) => Response
    readonly group?: (asked: Asked, at: Named) => Answer
    readonly project?: (asked: Asked, at: AtProject) => Answer
    readonly item?: (asked: Asked, at: AtPackage) => Answer
    readonly version?: (asked: Asked, at: AtVersion) => Answer
  }
}

const asksForLink = ({ query }: Asked): Limited | undefined =>
  /^true$/i.test(query.get("download") ?? "") ? "download" : undefined

/** The API, by the first words of its paths. */
export const operations: Readonly<Record<string, readonly Operation[]>> = {
  list: [
    {
      method: "GET",
      at: {
        organization: listGroups,
        group: ({ world }, at) => listProjects(world, at),
        project: ({ world }, at) => listPackages(world, at),
        item: ({ world }, at) => listVersions(world, at),
        version: ({ world }, at) => getVersion(world, at),
      },
    },
  ],
  scan: [{ method: "POST", writes: true, limited: () => "scan", at: { version: scan } }],
  status: [{ method: "GET", limited: asksForLink, at: { version: getStatus } }],
  checks: [{ method: "GET", at: { version: getChecks } }],
  report: [
    {
      method: "GET",
      hasFormat: true,
      limited: () => "report",
      at: { version: (asked, at) => getReport(asked, at, asked.format) },
    },
  ],
  create: [{ method: "POST", writes: true, at: { project: createProject, item: createPackage } }],
  edit: [
    {
      method: "PATCH",
      writes: true,
      at: { project: editProject, item: editPackage, version: editVersion },
    },
  ],
  delete: [
    {
      method: "DELETE",
      writes: true,
      at: { project: deleteProject, item: deletePackage, version: deleteVersion },
    },
  ],
  approve: [{ method: "PUT", writes: true, later: true, at: { version: review("approve") } }],
  reject: [{ method: "PUT", writes: true, later: true, at: { version: review("reject") } }],
  revoke: [{ method: "PUT", writes: true, later: true, at: { version: review("revoke") } }],
  sync: [{ method: "POST", writes: true, later: true, at: { version: sync } }],
  "url-import": [{ method: "POST", writes: true, later: true, at: { version: importUrl } }],
  "purl-import": [{ method: "POST", writes: true, later: true, at: { version: importPurl } }],
  "pack/safe": [{ method: "GET", later: true, at: { version: getSafe } }],
}
