import { compare as comparePython, valid as validPython } from "@renovatebot/pep440"
import { compare as compareNpm, valid as validNpm } from "semver"
import type { Ecosystem } from "./types.ts"

/** Digits as numbers, `~` before the end, letters before other signs: the order of dpkg's versions. */
const weight = (sign: string): number => {
  if (sign === "~") return -1
  if (sign === "") return 0
  return /[A-Za-z]/.test(sign) ? sign.charCodeAt(0) : sign.charCodeAt(0) + 256
}

const compareDebianPart = (a: string, b: string): number => {
  let left = a
  let right = b
  while (left !== "" || right !== "") {
    const [leftText = ""] = /^\D*/.exec(left) ?? []
    const [rightText = ""] = /^\D*/.exec(right) ?? []
    for (let at = 0; at < Math.max(leftText.length, rightText.length); at += 1) {
      const order = weight(leftText.charAt(at)) - weight(rightText.charAt(at))
      if (order !== 0) return order
    }
    left = left.slice(leftText.length)
    right = right.slice(rightText.length)
    const [leftDigits = ""] = /^\d*/.exec(left) ?? []
    const [rightDigits = ""] = /^\d*/.exec(right) ?? []
    const order = Number(leftDigits) - Number(rightDigits)
    if (order !== 0) return order
    left = left.slice(leftDigits.length)
    right = right.slice(rightDigits.length)
  }
  return 0
}

const debianParts = (version: string): readonly [number, string, string] => {
  const [, epoch, rest = ""] = /^(?:(\d+):)?(.*)$/.exec(version) ?? []
  const dash = rest.lastIndexOf("-")
  return [
    Number(epoch ?? 0),
    dash < 0 ? rest : rest.slice(0, dash),
    dash < 0 ? "" : rest.slice(dash + 1),
  ]
}

/** As Debian's policy orders versions: epoch, upstream version, revision. */
const compareDebian = (a: string, b: string): number => {
  const [epochA, upstreamA, revisionA] = debianParts(a)
  const [epochB, upstreamB, revisionB] = debianParts(b)
  return (
    epochA - epochB ||
    compareDebianPart(upstreamA, upstreamB) ||
    compareDebianPart(revisionA, revisionB)
  )
}

/** Qualifiers in Maven's order; "" is the release itself. Others come after all of them. */
const qualifiers = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"]
const aliases: Readonly<Record<string, string>> = {
  a: "alpha",
  b: "beta",
  m: "milestone",
  cr: "rc",
  ga: "",
  final: "",
  release: "",
}

const mavenParts = (version: string): readonly (number | string)[] => {
  const words = version
    .toLowerCase()
    .split(/[.\-_]|(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)/)
    .filter((word) => word !== "")
  return words.map((word) => (/^\d+$/.test(word) ? Number(word) : (aliases[word] ?? word)))
}

const qualifierRank = (word: string): number => {
  const at = qualifiers.indexOf(word)
  return at < 0 ? qualifiers.length : at
}

/** A number is after any qualifier but "", which stands for the missing zero. */
const compareMavenPart = (a: number | string, b: number | string): number => {
  if (typeof a === "number" && typeof b === "number") return a - b
  if (typeof a === "number") return b === "" && a === 0 ? 0 : 1
  if (typeof b === "number") return a === "" && b === 0 ? 0 : -1
  const order = qualifierRank(a) - qualifierRank(b)
  return order === 0 && qualifierRank(a) === qualifiers.length
    ? a < b
      ? -1
      : Number(a > b)
    : order
}

/** Maven's order of versions for what is published; its rules for nested lists are left out. */
const compareMaven = (a: string, b: string): number => {
  const left = mavenParts(a)
  const right = mavenParts(b)
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const order = compareMavenPart(left[at] ?? "", right[at] ?? "")
    if (order !== 0) return order
  }
  return 0
}

/**
 * Orders two versions by the rules of their ecosystem: below zero when `a` is the older one. Undefined
 * where the ecosystem has no order or one of them is no version of it.
 */
export const compareVersions = (ecosystem: Ecosystem, a: string, b: string): number | undefined => {
  if (ecosystem === "npm")
    return validNpm(a) !== null && validNpm(b) !== null ? compareNpm(a, b) : undefined
  if (ecosystem === "pypi")
    return validPython(a) !== null && validPython(b) !== null ? comparePython(a, b) : undefined
  if (ecosystem === "deb") return compareDebian(a, b)
  return ecosystem === "maven" ? compareMaven(a, b) : undefined
}
