import { compare } from "./compare.ts"
import { assessmentsOf, classificationOf, infoOf, qualityOf } from "./reports/info.ts"
import type { Analysis, Difference, Quality, Subject } from "./types.ts"

/**
 * The member `report` of the status answer (facts 2.2). The caller adds `portal` to its `info`, and
 * gives the envelope its `schema`, `timestamp`, `version` (`analysis.engine`), `duration` and `status`.
 */
export const statusReport = (subject: Subject) => ({
  info: infoOf(subject),
  metadata: { assessments: assessmentsOf(subject.quality) },
})

type Check = {
  readonly key: string
  /** `L3`, `DF`, `RB`: facts 2.3. */
  readonly label: string
  readonly pass: boolean
  readonly artifact: object
}

const artifactOf = (analysis: Analysis, quality: Quality) => ({
  classification: classificationOf(analysis),
  name: analysis.file.name,
  size: analysis.file.size,
  hashes: Object.entries(analysis.file.hashes),
  quality: qualityOf(quality),
  inhibitors: { scan_level: quality.level, next_level: quality.nextLevel },
})

/** A difference fails when it brings something that fails by itself. */
const addsTrouble = ({ vulnerabilities, secrets }: Difference): boolean =>
  secrets.added.length > 0 ||
  vulnerabilities.added.some(
    ({ malware, severity }) => malware || severity === "critical" || severity === "high",
  )

const countsOf = (of: Difference) => ({
  identical: of.identical,
  components: {
    added: of.components.added.length,
    removed: of.components.removed.length,
    changed: of.components.changed.length,
  },
  files: {
    added: of.files.added.length,
    removed: of.files.removed.length,
    changed: of.files.changed.length,
  },
  vulnerabilities: {
    added: of.vulnerabilities.added.map(({ id }) => id),
    removed: of.vulnerabilities.removed.map(({ id }) => id),
  },
})

/** Builds are the same when they hold the same files; the archives around them may differ in dates. */
const isReproduced = (main: Analysis, repro: Analysis): boolean => {
  const { identical, files } = compare(main, repro)
  if (identical) return true
  const differing = files.added.length + files.removed.length + files.changed.length
  return main.contents.length > 0 && differing === 0
}

const analysisCheck = (key: string, analysis: Analysis, quality: Quality): Check => ({
  key,
  label: `L${quality.level}`,
  pass: quality.status === "pass",
  artifact: artifactOf(analysis, quality),
})

const differenceCheck = (
  key: string,
  subject: { readonly analysis: Analysis; readonly quality: Quality },
  difference: Difference,
): Check => ({
  key,
  label: "DF",
  pass: !addsTrouble(difference),
  artifact: {
    ...artifactOf(subject.analysis, subject.quality),
    difference: countsOf(difference),
  },
})

const checksOf = (subject: Subject): readonly Check[] => {
  const { analysis, quality, diff, repro } = subject
  const checks = [analysisCheck("scan-version", analysis, quality)]
  if (diff) checks.push(differenceCheck(`diff-${diff.version}`, subject, diff.difference))
  if (repro)
    checks.push(
      analysisCheck("scan-repro", repro.analysis, repro.quality),
      differenceCheck("diff-repro", repro, compare(analysis, repro.analysis)),
      {
        key: "repro-check",
        label: "RB",
        pass: isReproduced(analysis, repro.analysis),
        artifact: artifactOf(repro.analysis, repro.quality),
      },
    )
  return checks
}

/**
 * The member `report` of the checks answer and of the rl-checks file (facts 2.3). Only checks that were
 * made are in it: those of the reproducible build and of a difference when `subject` has them.
 */
export const checksReport = (subject: Subject) => {
  const checks = checksOf(subject)
  const word = ({ pass }: Check): string => (pass ? "pass" : "fail")
  const labelOf = (check: Check): string => `${check.label}:${word(check).toUpperCase()}`
  const failed = checks.filter(({ pass }) => !pass)
  const reproduction = checks.find(({ key }) => key === "repro-check")
  // The last failure is the one that a person hears of, as in the vendor's own sample.
  const shown = failed.at(-1) ?? checks[0]
  return {
    info: {
      properties: [],
      summary: {
        fail_checks: failed.length,
        pass_checks: checks.length - failed.length,
        reproducible: reproduction ? `repro-check-${word(reproduction)}` : null,
        scan_label: shown ? labelOf(shown) : "",
        scan_status: failed.length === 0 ? "pass" : "fail",
      },
    },
    scans: Object.fromEntries(
      checks.map((check) => [
        check.key,
        { artifact: check.artifact, label: labelOf(check), status: word(check) },
      ]),
    ),
  }
}
