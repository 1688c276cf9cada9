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
