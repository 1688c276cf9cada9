import parse from "spdx-expression-parse"
import type { Licence, LicenceFamily } from "./types.ts"

/** Mildest first. What is undeclared comes last: nobody may rely on it. */
const strictness: readonly LicenceFamily[] = [
  "public domain",
  "permissive",
  "weak copyleft",
  "copyleft",
  "non-commercial",
  "proprietary",
  "undeclared",
]

/** SPDX identifiers by what they ask for; the first that matches holds, and the rest is permissive. */
const families: readonly (readonly [RegExp, LicenceFamily])[] = [
  [/^(?:CC0-|Unlicense|PDDL|CC-PDDC|SAX-PD|NIST-PD|blessing|libselinux)/, "public domain"],
  [/-NC-|-NC$|Noncommercial/, "non-commercial"],
  [/^(?:BUSL|Elastic|LicenseRef|DocumentRef|CC-BY-ND|PolyForm|JSON$)/, "proprietary"],
  [
    /^(?:LGPL|MPL|EPL|CDDL|CPL|IPL|APSL|CECILL-C|MS-RL|ErlPL|NPL|OFL|LPL|SISSL|CPAL)/,
    "weak copyleft",
  ],
  [/^(?:A?GPL|SSPL|OSL|EUPL|CC-BY-SA|CECILL-|RPL|Sleepycat|QPL|GFDL|NPOSL|MulanPubL)/, "copyleft"],
]

const familyOfId = (id: string): LicenceFamily =>
  families.find(([pattern]) => pattern.test(id))?.[1] ?? "permissive"

const rank = (family: LicenceFamily): number => strictness.indexOf(family)

/** With an exception, a copyleft licence lets other code be linked to it. */
const familyOf = (info: parse.Info): LicenceFamily => {
  if ("license" in info) {
    const family = familyOfId(info.license)
    return info.exception !== undefined && family === "copyleft" ? "weak copyleft" : family
  }
  const left = familyOf(info.left)
  const right = familyOf(info.right)
  const leftIsMilder = rank(left) <= rank(right)
  return (info.conjunction === "or") === leftIsMilder ? left : right
}

const idsOf = (info: parse.Info): readonly string[] =>
  "license" in info ? [info.license] : [...idsOf(info.left), ...idsOf(info.right)]

const tryParse = (text: string): parse.Info | undefined => {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}

/** Names that manifests use where they should use identifiers, in lower case. */
const names: Readonly<Record<string, string>> = {
  "apache 2.0": "Apache-2.0",
  "apache-2": "Apache-2.0",
  "apache license 2.0": "Apache-2.0",
  "apache license, version 2.0": "Apache-2.0",
  "apache license version 2.0": "Apache-2.0",
  "apache software license": "Apache-2.0",
  "the apache license, version 2.0": "Apache-2.0",
  "the apache software license, version 2.0": "Apache-2.0",
  "https://www.apache.org/licenses/license-2.0.txt": "Apache-2.0",
  "http://www.apache.org/licenses/license-2.0.txt": "Apache-2.0",
  "mit license": "MIT",
  "the mit license": "MIT",
  "isc license": "ISC",
  "isc license (iscl)": "ISC",
  "bsd 2-clause license": "BSD-2-Clause",
  "bsd 3-clause license": "BSD-3-Clause",
  "bsd-3-clause license": "BSD-3-Clause",
  "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
  "mozilla public license, version 2.0": "MPL-2.0",
  "eclipse public license v2.0": "EPL-2.0",
  "eclipse public license 2.0": "EPL-2.0",
  "python software foundation license": "PSF-2.0",
  "the unlicense (unlicense)": "Unlicense",
  "gnu general public license v2 (gplv2)": "GPL-2.0-only",
  "gnu general public license v2 or later (gplv2+)": "GPL-2.0-or-later",
  "gnu general public license v3 (gplv3)": "GPL-3.0-only",
  "gnu general public license v3 or later (gplv3+)": "GPL-3.0-or-later",
  "gnu affero general public license v3": "AGPL-3.0-only",
  "gnu lesser general public license v3 (lgplv3)": "LGPL-3.0-only",
}

/** Words that say no licence exactly, but its kind. The first is npm's for "all rights reserved". */
const loose: Readonly<Record<string, LicenceFamily>> = {
  unlicensed: "proprietary",
  bsd: "permissive",
  "bsd license": "permissive",
  gpl: "copyleft",
  lgpl: "weak copyleft",
}

export const noLicence: Licence = {
  declared: null,
  expression: null,
  ids: [],
  family: "undeclared",
}

const longest = 1000

/**
 * Reads a licence as a manifest gives it: an SPDX expression, or one of a few well-known names.
 * What is neither stays as declared, without an expression.
 */
export const readLicence = (declared: string | null | undefined): Licence => {
  const text = declared?.trim() ?? ""
  if (text === "") return noLicence
  // A whole text instead of a name.
  if (text.length > longest) return { ...noLicence, declared: `${text.slice(0, 100)}…` }
  const expression = names[text.toLowerCase()] ?? text
  const info = tryParse(expression)
  if (info)
    return {
      declared: text,
      expression,
      ids: [...new Set(idsOf(info))],
      family: familyOf(info),
    }
  return {
    declared: text,
    expression: null,
    ids: [],
    family: loose[text.toLowerCase()] ?? "undeclared",
  }
}

/**
 * Licences that all hold at once. Where one of them cannot be read there is no expression for all, but
 * the others still count.
 */
export const allOf = (expressions: readonly string[], declared: string): Licence => {
  const [only] = expressions
  const joined =
    expressions.length === 1 && only !== undefined
      ? only
      : expressions.map((one) => `(${one})`).join(" AND ")
  const whole = readLicence(joined)
  if (whole.expression !== null) return { ...whole, declared }
  const parts = expressions.map(readLicence).filter(({ expression }) => expression !== null)
  const family = parts
    .map((part) => part.family)
    .reduce<LicenceFamily | undefined>(
      (worst, next) => (worst !== undefined && rank(worst) > rank(next) ? worst : next),
      undefined,
    )
  return {
    declared,
    expression: null,
    ids: [...new Set(parts.flatMap(({ ids }) => ids))],
    family: family ?? "undeclared",
  }
}

/** `OR` of what older manifests list. */
export const anyOf = (declared: readonly string[]): string =>
  declared.length === 1 ? (declared[0] ?? "") : `(${declared.join(" OR ")})`
