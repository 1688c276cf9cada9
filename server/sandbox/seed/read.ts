import { readFileSync, statSync } from "node:fs"

/** A real open-source package version. Where a source does not say something, the member is absent. */
export type SeedPackage = {
  /** Where it is published: `npm` or `debian`. */
  readonly from: "npm" | "debian"
  readonly name: string
  readonly version: string
  /** SPDX expression as its publisher gives it. */
  readonly licence?: string
  /** Size of the published file in bytes. */
  readonly size?: number
  /** Digest of the published file, `sha256:<hex>` or `sha512:<hex>`. */
  readonly digest?: string
  /** ISO date of publication. */
  readonly published?: string
  /** Debian's section or npm's first keyword: what it is about. */
  readonly topic?: string
  readonly publisher?: string
}

type Cells = (column: string) => string | undefined

const readTable = (file: string, read: (cells: Cells) => SeedPackage): readonly SeedPackage[] => {
  const text = readFileSync(new URL(file, import.meta.url), "utf8")
  const [head = "", ...lines] = text.trimEnd().split("\n")
  const columns = new Map(head.split("\t").map((name, at) => [name, at]))
  return lines.map((line) => {
    const cells = line.split("\t")
    return read((column) => cells[columns.get(column) ?? -1] || undefined)
  })
}

/** npm writes `sha512-<base64>`. */
const digestOfIntegrity = (integrity: string): string => {
  const dash = integrity.indexOf("-")
  const hex = Buffer.from(integrity.slice(dash + 1), "base64").toString("hex")
  return `${integrity.slice(0, dash)}:${hex}`
}

const ofNpm = (cells: Cells): SeedPackage => {
  const licence = cells("licence")
  const published = cells("published")
  const size = cells("size")
  const integrity = cells("integrity")
  const topic = cells("topic")
  return {
    from: "npm",
    name: cells("name") ?? "",
    version: cells("version") ?? "",
    ...(licence === undefined ? {} : { licence }),
    ...(published === undefined ? {} : { published }),
    ...(size === undefined ? {} : { size: Number(size) }),
    ...(integrity === undefined ? {} : { digest: digestOfIntegrity(integrity) }),
    ...(topic === undefined ? {} : { topic }),
  }
}

const ofDebian = (cells: Cells): SeedPackage => {
  const size = cells("size")
  const sha256 = cells("sha256")
  const topic = cells("section")
  const publisher = cells("publisher")
  return {
    from: "debian",
    name: cells("name") ?? "",
    version: cells("version") ?? "",
    ...(size === undefined ? {} : { size: Number(size) }),
    ...(sha256 === undefined ? {} : { digest: `sha256:${sha256}` }),
    ...(topic === undefined ? {} : { topic }),
    ...(publisher === undefined ? {} : { publisher }),
  }
}

const files = ["npm.tsv", "debian.tsv"] as const

/** Needed while worlds are filled, and not between: the collector may have it back. */
let read: WeakRef<readonly SeedPackage[]> | undefined

/** Every package version of the seed, npm's first. */
export const readSeed = (): readonly SeedPackage[] => {
  const known = read?.deref()
  if (known) return known
  const [npm, debian] = files
  const seed = [...readTable(npm, ofNpm), ...readTable(debian, ofDebian)]
  read = new WeakRef(seed)
  return seed
}

/** Tells one seed from another without reading it. */
export const seedMark = (): string =>
  files.map((file) => statSync(new URL(file, import.meta.url)).size).join("-")
