import type { Report } from "./part.ts"

/** What files that a provider makes of its items are called. */
export type ReportWords = {
  readonly one: string
  readonly many: string
  /** Where they are offered before what they are of goes: "Export these reports first". */
  readonly first: string
}

/** Reports where their provider calls them so, else downloads: the words wherever they are spoken of. */
export const reportWords = (reports: readonly Pick<Report, "called">[]): ReportWords => {
  const one =
    reports.length > 0 && reports.every(({ called }) => called === "report") ? "report" : "download"
  const many = `${one}s`
  return { one, many, first: `Export these ${many} first` }
}
