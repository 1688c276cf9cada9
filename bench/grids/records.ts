/** What each of the tables shows: a package of ten columns. */
export type PackageRecord = {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly state: string
  readonly type: string
  readonly owner: string
  readonly digest: string
  readonly size: number
  readonly downloads: number
  readonly created: Date
  readonly updated: Date
}

export type RecordKey = Exclude<keyof PackageRecord, "id">

export const columns: readonly { readonly id: RecordKey; readonly label: string }[] = [
  { id: "name", label: "Name" },
  { id: "version", label: "Version" },
  { id: "state", label: "State" },
  { id: "type", label: "Type" },
  { id: "owner", label: "Owner" },
  { id: "digest", label: "Digest" },
  { id: "size", label: "Size" },
  { id: "downloads", label: "Downloads" },
  { id: "created", label: "Created" },
  { id: "updated", label: "Updated" },
]

/** Search looks into texts alone, in every table. */
export const searched: ReadonlySet<RecordKey> = new Set<RecordKey>([
  "name",
  "version",
  "state",
  "type",
  "owner",
  "digest",
])

const syllables =
  "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo yu za bre cli dro flu gra kne phi sto tru".split(
    " ",
  )
const states = ["failed", "running", "ready", "expired"]
const types = ["bits", "docker", "archive", "chart", "module"]

/** The same numbers in every page and every run (mulberry32). */
const numbers = (): (() => number) => {
  let state = 42
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Packages; the same ones for the same count. Names and sizes are all different. */
export const makeRecords = (count: number): readonly PackageRecord[] => {
  const next = numbers()
  const pick = (of: readonly string[]): string => of[Math.floor(next() * of.length)] ?? ""
  const word = (parts: number): string =>
    Array.from({ length: parts }, () => pick(syllables)).join("")
  const owners = Array.from({ length: 200 }, () => `${word(2)}@example.com`)
  const taken = new Set<string>()
  const name = (): string => {
    for (;;) {
      const made = `${word(2)}-${word(3)}`
      if (taken.has(made)) continue
      taken.add(made)
      return made
    }
  }
  const records: PackageRecord[] = []
  for (let at = 0; at < count; at += 1) {
    const created = Date.UTC(2024, 0, 1) + Math.floor(next() * 7e10)
    records.push({
      id: `package-${at}`,
      name: name(),
      version: `${Math.floor(next() * 9)}.${Math.floor(next() * 30)}.${Math.floor(next() * 40)}`,
      state: pick(states),
      type: pick(types),
      owner: pick(owners),
      digest: `sha256:${Array.from({ length: 4 }, () =>
        Math.floor(next() * 2 ** 32)
          .toString(16)
          .padStart(8, "0"),
      ).join("")}`,
      size: Math.floor(next() * 1e6) * 100_000 + at,
      downloads: Math.floor(next() * 1e6),
      created: new Date(created),
      updated: new Date(created + Math.floor(next() * 1e10)),
    })
  }
  return records
}
