import { ar, look, tgz, zip } from "./archiveFixtures.ts"
import { assess } from "./assess.ts"
import { compare } from "./compare.ts"
import type { Analysis, Subject } from "./types.ts"

const lodash = (version: string): string =>
  JSON.stringify({ name: "lodash", version, license: "MIT", homepage: "https://lodash.com/" })

/** Put together here, so that no scanner takes this file for a leak. */
const token = ["npm_", "aB3dE5gH7jK9mN1pQ2sT4vW6yZ8bC0xFAb12"].join("")

/** A package with something for every rule that npm packages can break. */
export const bad = async (): Promise<Analysis> =>
  look(
    "käse & brot-1.0.0.tgz",
    await tgz({
      "package/package.json": JSON.stringify({
        name: "@käse/brot",
        version: "1.0.0",
        license: "SEE LICENSE IN LICENSE.md",
        scripts: { install: "node-gyp rebuild" },
        dependencies: { axios: "^0.21.0" },
      }),
      "package/node_modules/lodash/package.json": lodash("4.17.11"),
      "package/node_modules/coa/package.json": JSON.stringify({
        name: "coa",
        version: "2.0.3",
        license: "GPL-3.0-or-later",
      }),
      'package/say "hi"/package-lock.json': JSON.stringify({
        lockfileVersion: 3,
        packages: { "node_modules/json5": { version: "1.0.1" } },
      }),
      "package/a, b.md": `See https://example.com/x,y "quoted"\n${token}\n`,
      "package/inner.bz2": `BZh91AY&SY${"x".repeat(20)}`,
    }),
  )

export const good = async (): Promise<Analysis> =>
  look(
    "brot-1.0.1.tgz",
    await tgz({
      "package/package.json": JSON.stringify({ name: "brot", version: "1.0.1", license: "MIT" }),
      "package/node_modules/lodash/package.json": lodash("4.17.21"),
    }),
  )

export const backdoor = async (): Promise<Analysis> => {
  const control = await tgz({
    "./control": "Package: liblzma5\nVersion: 5.6.0-0.2\nArchitecture: amd64\n",
  })
  return look("x.deb", ar({ "debian-binary": "2.0\n", "control.tar.gz": control }))
}

export const plainZip = (): Promise<Analysis> => look("a.zip", zip({ "a.txt": "a" }))

export const subjectOf = (analysis: Analysis): Subject => ({
  project: "Zahlungen & Fürsorge",
  package: "käse brot",
  version: "1.0.0",
  artifact: "main",
  timestamp: "2026-03-04T05:06:07.890Z",
  duration: 3_723_004,
  analysis,
  quality: assess(analysis),
})

/** `subjectOf` with a reproducible build of the same and a difference to what was before. */
export const fullSubject = async (): Promise<Subject> => {
  const [after, before] = await Promise.all([bad(), good()])
  const subject = subjectOf(after)
  return {
    ...subject,
    diff: { version: "0.9.0", difference: compare(before, after) },
    repro: { analysis: after, quality: subject.quality },
  }
}
