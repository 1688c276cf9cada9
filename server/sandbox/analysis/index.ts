import type { StandIn, StandInOf } from "./standIn.ts"
import type { Analysis, Report, ReportFormat, Subject } from "./types.ts"

/*
 * What is heavy: loaded with the first call, so that an idle sandbox stays small. What is light stands in
 * assess.ts (assess), compare.ts (compare) and answers.ts (statusReport, checksReport).
 */

/**
 * Reads a file from disk, in pieces, and says what is in it. Nothing is written anywhere.
 * @throws AnalysisFailed when the file is a corrupt archive, a decompression bomb, cannot be read, or
 *   `signal` was aborted (`cancelled`)
 */
export const analyze = async (
  file: { readonly path: string; readonly name: string },
  signal?: AbortSignal,
): Promise<Analysis> => (await import("./analyze.ts")).analyze(file, signal)

/** Writes a report. */
export const writeReport = async (format: ReportFormat, subject: Subject): Promise<Report> =>
  (await import("./reports.ts")).writeReport(format, subject)

/** A file for a seeded package: see `standIn.ts`. */
export const makeStandIn = async (of: StandInOf): Promise<StandIn> =>
  (await import("./standIn.ts")).makeStandIn(of)
