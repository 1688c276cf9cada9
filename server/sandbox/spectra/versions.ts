import type { SQLInputValue } from "node:sqlite"
import type { World } from "../api.ts"
import { pick, pickWeighted } from "../random.ts"
import type { SeedName } from "../seed/group.ts"
import type { SeedPackage } from "../seed/read.ts"
import { licenceName } from "./licences.ts"

const day = 86_400_000
const span = 548 * day
const mostVersions = 20

/** Of the Portal's 37 categories only some words are known; no others are made up. */
const categoryOf = ({ topic }: SeedPackage): string => {
  if (topic === "sound") return "Audio"
  if (topic === "web" || topic === "httpd") return "Browser"
  if (topic === "science" || topic === "math" || topic === "gnu-r") return "Analytics"
  if (topic === "admin" || topic === "net" || topic === "kernel") return "Administration"
  return topic === undefined ? "Other" : "Development"
}

const platformOf = (world: World, { from }: SeedPackage): string =>
  from === "debian"
    ? pickWeighted(world.random, [
        ["Linux", 9],
        ["Containers", 1],
      ])
    : pickWeighted(world.random, [
        ["Browser", 4],
        ["Containers", 2],
        ["Other", 2],
        ["Windows", 1],
        ["MacOS", 1],
        ["Mobile", 1],
      ])

const reviewers = [
  "ana.novak@example.com",
  "jonas.weber@example.com",
  "mei.tanaka@example.com",
  "security-team@example.com",
] as const

const reasons = {
  Approved: ["No open issues above low.", "Reviewed with the release of the quarter.", ""],
  ApprovalRejected: [
    "A secret is embedded in the bundle.",
    "Two critical vulnerabilities without a fix.",
    "The licence is not on our list.",
  ],
  ApprovalRevoked: ["A vulnerability became known after the approval."],
} as const

/** `1:2.3-1` is filed as `1%3a2.3-1`, as in Debian's own file names: the Portal allows no colon. */
export const versionName = (version: string): string => version.replaceAll(":", "%3a")

const isoOf = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`

type Approval = readonly [
  status: string,
  reason: string | null,
  at: string | null,
  user: string | null,
  role: string | null,
]

const approvalOf = (world: World, created: number): Approval => {
  const { random } = world
  const status = pickWeighted(random, [
    ["NotApproved", 50],
    ["Approved", 36],
    ["ApprovalRejected", 11],
    ["ApprovalRevoked", 3],
  ] as const)
  if (status === "NotApproved") return [status, null, null, null, null]
  const at = Math.min(world.now(), created + random() * 20 * day)
  const role = pickWeighted(random, [
    ["GroupOwner", 5],
    ["Administrator", 1],
  ])
  return [status, pick(random, reasons[status]), isoOf(at), pick(random, reviewers), role]
}

/** Released without a date: the Portal then says the beginning of time. */
const unknownRelease = "1970-01-01T00:00:00Z"

const releaseOf = (world: World, item: SeedPackage, created: number): string | null => {
  const chance = world.random()
  if (chance < 0.42) return null
  if (chance < 0.44) return unknownRelease
  return item.published ?? isoOf(created - world.random() * 10 * day)
}

/** A version as values for the table, when it was uploaded, and what it is of. */
export type Draft = {
  readonly values: readonly SQLInputValue[]
  readonly created: number
  readonly of: SeedPackage
}

/**
 * The newest versions of one name, as values for the table: uploaded one after the other within the
 * last 18 months.
 */
export const draftVersions = (world: World, seed: SeedName): readonly Draft[] => {
  const { random } = world
  const most = Math.min(seed.versions.length, mostVersions)
  const count = 1 + Math.floor(random() ** 2 * most * 0.999)
  const latest = world.now() - random() ** 2 * span
  return seed.versions.slice(-count).map((item, at) => {
    const age = (count - 1 - at) * (2 + random() * 20) * day
    // Ids follow the order of upload, so what would be too old is at the beginning, in order.
    const created = Math.max(world.now() - span + at * day, latest - age)
    const release = releaseOf(world, item, created)
    const [status, reason, reviewed, user, role] = approvalOf(world, created)
    const values = [
      versionName(item.version),
      release === null ? 0 : 1,
      item.name,
      item.publisher ?? "",
      categoryOf(item),
      licenceName(item.licence),
      platformOf(world, item),
      release,
      status,
      reason,
      reviewed,
      user,
      role,
      isoOf(created),
    ]
    return { values, created: Math.floor(created), of: item }
  })
}
