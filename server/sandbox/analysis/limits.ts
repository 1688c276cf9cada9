/** Version of the analysis: raised when stored ones must be made again. */
export const engine = "1.0.0"

const mib = 2 ** 20

/** How far the analysis goes into a file, in bytes where nothing else is said. */
export const limits = {
  /** A file up to this size is read into memory at once. */
  small: mib,
  /** Of a file that is neither archive nor text, how much is looked at. */
  head: mib / 16,
  /** What nested archives may take in memory together. */
  held: 64 * mib,
  /** Of one text, how much is searched for secrets and addresses, and of a manifest, how much is read. */
  text: 8 * mib,
  /** Unpacked bytes altogether. */
  unpacked: 16_384 * mib,
  /** A bomb: more than `bombFrom` unpacked, and more than `bombRatio` times what was packed. */
  bombFrom: 64 * mib,
  bombRatio: 100,
  /** Entries altogether. */
  entries: 100_000,
  /** Archives inside archives. */
  depth: 6,
  /** Files, and addresses, that an analysis names one by one. */
  listed: 10_000,
  /** Findings of one kind. */
  findings: 1000,
} as const
