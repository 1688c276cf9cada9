import list from "spdx-license-list"

/** The Portal knows licences by the full names of SPDX's list; its own default is for all others. */
const unknown = "Unknown"

/** The Portal's name of a licence, by its SPDX identifier. */
export const licenceName = (spdx: string | undefined): string => list[spdx ?? ""]?.name ?? unknown

/** Whether the Portal takes it as a licence's name. */
export const isLicence = (name: string): boolean =>
  name === unknown || Object.values(list).some((licence) => licence.name === name)
