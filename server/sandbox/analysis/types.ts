/** Lower-case hexadecimal digests of one file. */
export type Hashes = {
  readonly md5: string
  readonly sha1: string
  readonly sha256: string
  readonly sha512: string
}

/** What a file is, told from its bytes and, for archives, from what they hold. Never from its name alone. */
export type Identity = {
  /** One word: `npm`, `wheel`, `jar`, `deb`, `sdist`, `zip`, `tar`, `gzip`, `elf`, `pe`, `text`, `binary` ... */
  readonly kind: string
  /** Media type by content; `application/octet-stream` where nothing is known. */
  readonly mime: string
}

/** A file inside the uploaded one. `path` leads through nested archives with `!/`, as in `a.tgz!/b.js`. */
export type ContentFile = {
  readonly path: string
  /** Unpacked bytes. */
  readonly size: number
  readonly sha256: string
}

export type Ecosystem = "npm" | "pypi" | "maven" | "deb" | "generic"

export type LicenceFamily =
  | "permissive"
  | "weak copyleft"
  | "copyleft"
  | "public domain"
  | "non-commercial"
  | "proprietary"
  | "undeclared"

/** A licence as declared. `expression` is the SPDX expression when it parses, else null. */
export type Licence = {
  readonly declared: string | null
  readonly expression: string | null
  /** SPDX identifiers in the expression, in order, each once. */
  readonly ids: readonly string[]
  /** Of an `OR` the mildest choice, of an `AND` the strictest part. */
  readonly family: LicenceFamily
}

/** A component whose own manifest was found in the file. `id` is a UUID that depends on purl and path alone. */
export type Component = {
  readonly id: string
  readonly ecosystem: Ecosystem
  readonly name: string
  readonly version: string
  readonly purl: string
  /** The manifest that names it. */
  readonly path: string
  readonly licence: Licence
  readonly publisher: string | null
  readonly homepage: string | null
  readonly repository: string | null
}

/** Something that a manifest or lock file asks for and that need not be in the file itself. */
export type Dependency = {
  readonly id: string
  readonly ecosystem: Ecosystem
  readonly name: string
  /** Exact where a lock file fixes it, else null. */
  readonly version: string | null
  /** The range as the manifest writes it, else null. */
  readonly requirement: string | null
  readonly purl: string
  readonly path: string
}

/** Code that runs while a package is installed, before anybody calls it. */
export type InstallScript = {
  /** `preinstall`, `install`, `postinstall`, `preinst`, `postinst`, `prerm`, `postrm`, `setup.py`. */
  readonly name: string
  readonly path: string
  readonly component: string | null
  /** First line of npm's command, at most 200 characters; null for script files. */
  readonly command: string | null
}

/** A credential in plain text. The credential itself is never kept. */
export type Secret = {
  /** Id of the pattern: `private-key`, `aws-access-key-id`, `github-token` ... */
  readonly kind: string
  readonly title: string
  readonly path: string
  /** From 1. */
  readonly line: number
  /** First four characters and the length, as in `ghp_… (40)`. */
  readonly hint: string
}

export type CvssSeverity = "critical" | "high" | "medium" | "low" | "none"

/** An advisory of the shipped list that holds for something in the file. */
export type Vulnerability = {
  /** CVE id where one is given, else the GHSA id. */
  readonly id: string
  readonly aliases: readonly string[]
  readonly title: string
  /** CVSS 3 base score and vector; null where the advisory gives none (malicious releases). */
  readonly score: number | null
  readonly vector: string | null
  readonly severity: CvssSeverity
  /** The release itself is malicious. */
  readonly malware: boolean
  /** Listed by CISA as exploited. */
  readonly exploited: boolean
  readonly fixed: string | null
  readonly source: string
  readonly url: string
  /** Component and dependency ids. */
  readonly components: readonly string[]
  readonly dependencies: readonly string[]
}

/** A property of a binary that its headers state. */
export type HardeningFact = {
  readonly path: string
  readonly format: "elf" | "pe"
  /** `nx`, `pie`, `relro` (ELF); `aslr`, `dep`, `signed` (PE). */
  readonly check: string
  readonly ok: boolean
}

/** An entry that would write outside its folder, a link that leads out of it, a digest that is not kept. */
export type Tampering = {
  readonly kind: "traversal" | "link" | "digest"
  readonly path: string
  readonly detail: string
}

export type UrlUse = { readonly url: string; readonly path: string; readonly count: number }

export type UnpackNote = { readonly path: string; readonly reason: string }

/** All that was found in one file. Plain JSON; the same bytes and name always give the same analysis. */
export type Analysis = {
  readonly schema: 1
  /** Version of this analysis: raise it when a stored one must be made again. */
  readonly engine: string
  readonly file: {
    readonly name: string
    readonly size: number
    readonly hashes: Hashes
    readonly identity: Identity
  }
  /** Sorted by path; at most `limits.listed`, then `totals` says how many there were. */
  readonly contents: readonly ContentFile[]
  readonly totals: {
    readonly files: number
    readonly bytes: number
    readonly archives: number
  }
  /** What could not be unpacked or was left out, and why. Empty when all was looked at. */
  readonly notes: readonly UnpackNote[]
  /** The component that the file as a whole is, if it is one. */
  readonly main: string | null
  readonly components: readonly Component[]
  readonly dependencies: readonly Dependency[]
  readonly scripts: readonly InstallScript[]
  readonly secrets: readonly Secret[]
  readonly vulnerabilities: readonly Vulnerability[]
  readonly hardening: readonly HardeningFact[]
  readonly tampering: readonly Tampering[]
  readonly urls: readonly UrlUse[]
}

export type FailureCode = "corrupt" | "bomb" | "unreadable" | "cancelled"

/** The analysis could not be made. `message` says why in a sentence. */
export class AnalysisFailed extends Error {
  readonly code: FailureCode
  constructor(code: FailureCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = "AnalysisFailed"
    this.code = code
  }
}

export type Level = "low" | "medium" | "high"
export type Status = "pass" | "warning" | "fail"

export const assessmentNames = [
  "hardening",
  "licenses",
  "malware",
  "secrets",
  "tampering",
  "vulnerabilities",
] as const
export type AssessmentName = (typeof assessmentNames)[number]

/** Where a rule was broken. */
export type Finding = {
  readonly path: string
  /** From 1, where a line is known. */
  readonly line: number | null
  /** What it is, as a person reads it. */
  readonly text: string
}

/** A rule that something broke. `id` is a UUID that depends on the rule alone. */
export type Violation = {
  readonly id: string
  readonly ruleId: string
  readonly assessment: AssessmentName
  /** The Portal's word for the policy category. */
  readonly category: string
  readonly description: string
  readonly severity: Level
  /** 0 is worst, 4 mildest. */
  readonly priority: number
  readonly effort: Level
  readonly status: Status
  /** How many things broke it. */
  readonly count: number
  /** How many things it was held against. */
  readonly applicable: number
  /** Ids of components and dependencies. */
  readonly references: readonly string[]
  /** The first 100. */
  readonly findings: readonly Finding[]
}

export type Assessment = {
  readonly label: string
  readonly status: Status
  /** The worst of its violations; null without any. */
  readonly priority: number | null
  readonly count: number
  readonly violations: readonly string[]
}

export type Quality = {
  /** The CI status. */
  readonly status: "pass" | "fail"
  /** SAFE level reached, 1 to 5, and the one after it (the same at 5). */
  readonly level: number
  readonly nextLevel: number
  readonly assessments: Readonly<Record<AssessmentName, Assessment>>
  readonly violations: readonly Violation[]
}

export type Changed<T> = { readonly before: T; readonly after: T }
export type Delta<T> = { readonly added: readonly T[]; readonly removed: readonly T[] }

export type Difference = {
  /** The bytes are the same. */
  readonly identical: boolean
  readonly files: Delta<ContentFile> & { readonly changed: readonly Changed<ContentFile>[] }
  /** Changed: the same ecosystem and name in another version or under another licence. */
  readonly components: Delta<Component> & { readonly changed: readonly Changed<Component>[] }
  readonly dependencies: Delta<Dependency>
  /** SPDX ids. */
  readonly licences: Delta<string>
  readonly vulnerabilities: Delta<Vulnerability>
  readonly secrets: Delta<Secret>
}

export const reportFormats = [
  "cyclonedx",
  "spdx",
  "sarif",
  "rl-json",
  "rl-checks",
  "rl-cve",
  "rl-uri",
  "rl-summary-pdf",
] as const
export type ReportFormat = (typeof reportFormats)[number]

/** What a report is about. Times are ISO 8601 with offset or Z. */
export type Subject = {
  readonly project: string
  readonly package: string
  readonly version: string
  readonly artifact: "main" | "repro"
  /** When the analysis ended. */
  readonly timestamp: string
  /** Milliseconds. */
  readonly duration: number
  readonly analysis: Analysis
  readonly quality: Quality
  /** Against an earlier version. */
  readonly diff?: { readonly version: string; readonly difference: Difference }
  /** The reproducible build of the same version, if one was uploaded and analysed. */
  readonly repro?: { readonly analysis: Analysis; readonly quality: Quality }
}

/** `type` is a media type; `name` the Portal's default file name for the format. */
export type Report = {
  readonly name: string
  readonly type: string
  readonly body: Uint8Array | string
}
