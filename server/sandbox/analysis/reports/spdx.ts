import { idOf } from "../ids.ts"
import type { Component, Dependency, Subject } from "../types.ts"

const noAssertion = "NOASSERTION"

/** `LicenseRef-...` would need the licence's text, which is not known. */
const licenceOf = ({ licence }: Component): string =>
  licence.expression === null || /LicenseRef-|DocumentRef-/.test(licence.expression)
    ? noAssertion
    : licence.expression

const commentOf = ({ licence }: Component) =>
  licence.declared !== null && licence.expression !== licence.declared
    ? { licenseComments: `Declared as: ${licence.declared}` }
    : {}

const purlRef = (purl: string) => [
  { referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: purl },
]

const refOf = (id: string): string => `SPDXRef-${id}`

const homepageOf = ({ homepage }: Component) =>
  homepage !== null && URL.canParse(homepage) ? { homepage } : {}

const componentOf = (of: Component) => ({
  SPDXID: refOf(of.id),
  name: of.name,
  versionInfo: of.version,
  downloadLocation: noAssertion,
  filesAnalyzed: false,
  licenseConcluded: noAssertion,
  licenseDeclared: licenceOf(of),
  ...commentOf(of),
  copyrightText: noAssertion,
  ...homepageOf(of),
  externalRefs: purlRef(of.purl),
})

const dependencyOf = (of: Dependency) => ({
  SPDXID: refOf(of.id),
  name: of.name,
  ...(of.version === null ? {} : { versionInfo: of.version }),
  downloadLocation: noAssertion,
  filesAnalyzed: false,
  licenseConcluded: noAssertion,
  licenseDeclared: noAssertion,
  copyrightText: noAssertion,
  externalRefs: purlRef(of.purl),
})

/** SPDX wants no fractions of a second. */
const dateOf = (timestamp: string): string => `${new Date(timestamp).toISOString().slice(0, 19)}Z`

const root = "SPDXRef-File"

/**
 * SPDX 2.3 as JSON. Files are not listed one by one: SPDX wants the SHA-1 of each, and the analysis
 * keeps SHA-256.
 */
export const writeSpdx = (subject: Subject): string => {
  const { analysis, timestamp } = subject
  const { file, components, dependencies } = analysis
  const related = (relationshipType: string, id: string) => ({
    spdxElementId: root,
    relationshipType,
    relatedSpdxElement: refOf(id),
  })
  return JSON.stringify({
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: "SPDXRef-DOCUMENT",
    name: file.name,
    documentNamespace: `https://spdx.org/spdxdocs/${encodeURIComponent(file.name)}-${idOf("spdx", file.hashes.sha256, timestamp)}`,
    creationInfo: {
      created: dateOf(timestamp),
      creators: [`Tool: Waybill-sandbox-${analysis.engine}`],
    },
    documentDescribes: [root],
    packages: [
      {
        SPDXID: root,
        name: subject.package,
        versionInfo: subject.version,
        packageFileName: file.name,
        primaryPackagePurpose: "FILE",
        downloadLocation: noAssertion,
        filesAnalyzed: false,
        licenseConcluded: noAssertion,
        licenseDeclared: noAssertion,
        copyrightText: noAssertion,
        checksums: [
          { algorithm: "MD5", checksumValue: file.hashes.md5 },
          { algorithm: "SHA1", checksumValue: file.hashes.sha1 },
          { algorithm: "SHA256", checksumValue: file.hashes.sha256 },
          { algorithm: "SHA512", checksumValue: file.hashes.sha512 },
        ],
      },
      ...components.map(componentOf),
      ...dependencies.map(dependencyOf),
    ],
    relationships: [
      {
        spdxElementId: "SPDXRef-DOCUMENT",
        relationshipType: "DESCRIBES",
        relatedSpdxElement: root,
      },
      ...components.map(({ id }) => related("CONTAINS", id)),
      ...dependencies.map(({ id }) => related("DEPENDS_ON", id)),
    ],
  })
}
