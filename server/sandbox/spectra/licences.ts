/** SPDX identifiers of the seed and the full names under which the Portal knows them. */
const names: Readonly<Record<string, string>> = {
  "0BSD": "BSD Zero Clause License",
  "Apache-2.0": "Apache License 2.0",
  "Artistic-2.0": "Artistic License 2.0",
  "BlueOak-1.0.0": "Blue Oak Model License 1.0.0",
  "BSD-2-Clause": 'BSD 2-Clause "Simplified" License',
  "BSD-3-Clause": 'BSD 3-Clause "New" or "Revised" License',
  "CC-BY-4.0": "Creative Commons Attribution 4.0 International",
  "CC0-1.0": "Creative Commons Zero v1.0 Universal",
  ISC: "ISC License",
  MIT: "MIT License",
  "MPL-2.0": "Mozilla Public License 2.0",
  "OFL-1.1": "SIL Open Font License 1.1",
  "Python-2.0": "Python License 2.0",
  Unlicense: "The Unlicense",
  WTFPL: "Do What The F*ck You Want To Public License",
  Zlib: "zlib License",
}

/** The Portal's name of a licence; `Unknown`, its own default, where it has none for it. */
export const licenceName = (spdx: string | undefined): string => names[spdx ?? ""] ?? "Unknown"
