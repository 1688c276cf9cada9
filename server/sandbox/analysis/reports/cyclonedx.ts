import { Enums, Models, Serialize, Spec } from "@cyclonedx/cyclonedx-library"
import { idOf } from "../ids.ts"
import type { Component, CvssSeverity, Dependency, Licence, Subject } from "../types.ts"
import type { Vulnerability } from "../types.ts"

const severities: Readonly<Record<CvssSeverity, Enums.Vulnerability.Severity>> = {
  critical: Enums.Vulnerability.Severity.Critical,
  high: Enums.Vulnerability.Severity.High,
  medium: Enums.Vulnerability.Severity.Medium,
  low: Enums.Vulnerability.Severity.Low,
  none: Enums.Vulnerability.Severity.None,
}

const licenceOf = (licence: Licence): Models.License | undefined => {
  if (licence.declared === null) return undefined
  const found =
    licence.expression === null
      ? new Models.NamedLicense(licence.declared)
      : new Models.LicenseExpression(licence.expression)
  found.acknowledgement = Enums.LicenseAcknowledgement.Declared
  return found
}

const linksOf = ({ homepage, repository }: Component): Models.ExternalReferenceRepository => {
  const links = new Models.ExternalReferenceRepository()
  const add = (url: string | null, type: Enums.ExternalReferenceType): void => {
    if (url !== null && URL.canParse(url)) links.add(new Models.ExternalReference(url, type))
  }
  add(homepage, Enums.ExternalReferenceType.Website)
  add(repository, Enums.ExternalReferenceType.VCS)
  return links
}

const componentOf = (of: Component): Models.Component => {
  const licence = licenceOf(of.licence)
  return new Models.Component(Enums.ComponentType.Library, of.name, {
    bomRef: of.id,
    version: of.version,
    purl: of.purl,
    scope: Enums.ComponentScope.Required,
    licenses: new Models.LicenseRepository(licence ? [licence] : []),
    externalReferences: linksOf(of),
    properties: new Models.PropertyRepository([new Models.Property("waybill:path", of.path)]),
    ...(of.publisher === null ? {} : { publisher: of.publisher }),
  })
}

/** What only a lock file names is no part of the file. */
const dependencyOf = (of: Dependency): Models.Component =>
  new Models.Component(Enums.ComponentType.Library, of.name, {
    bomRef: of.id,
    purl: of.purl,
    scope: Enums.ComponentScope.Optional,
    properties: new Models.PropertyRepository([new Models.Property("waybill:named-in", of.path)]),
    ...(of.version === null ? {} : { version: of.version }),
  })

const fileOf = ({ analysis, package: name, version }: Subject): Models.Component => {
  const { md5, sha1, sha256, sha512 } = analysis.file.hashes
  return new Models.Component(Enums.ComponentType.File, name, {
    bomRef: idOf("file", sha256),
    version,
    hashes: new Models.HashDictionary([
      [Enums.HashAlgorithm.MD5, md5],
      [Enums.HashAlgorithm["SHA-1"], sha1],
      [Enums.HashAlgorithm["SHA-256"], sha256],
      [Enums.HashAlgorithm["SHA-512"], sha512],
    ]),
    properties: new Models.PropertyRepository([
      new Models.Property("waybill:file-name", analysis.file.name),
    ]),
  })
}

const vulnerabilityOf = (
  of: Vulnerability,
  refs: ReadonlyMap<string, Models.Component>,
): Models.Vulnerability.Vulnerability => {
  const { Advisory, AdvisoryRepository, Affect, AffectRepository } = Models.Vulnerability
  const { Rating, RatingRepository, Source, Vulnerability } = Models.Vulnerability
  const affected = [...of.components, ...of.dependencies].flatMap((id) => refs.get(id) ?? [])
  const method = of.vector?.startsWith("CVSS:3.0")
    ? Enums.Vulnerability.RatingMethod.CVSSv3
    : Enums.Vulnerability.RatingMethod.CVSSv31
  const rating =
    of.score === null || of.vector === null
      ? new Rating({ severity: severities[of.severity] })
      : new Rating({
          score: of.score,
          severity: severities[of.severity],
          method,
          vector: of.vector,
        })
  return new Vulnerability({
    bomRef: idOf("vulnerability", of.id),
    id: of.id,
    source: new Source({ name: of.source, url: of.url }),
    description: of.title,
    ...(of.fixed === null ? {} : { recommendation: `Upgrade to ${of.fixed} or later.` }),
    ratings: new RatingRepository([rating]),
    advisories: new AdvisoryRepository([new Advisory(of.url)]),
    affects: new AffectRepository(affected.map(({ bomRef }) => new Affect(bomRef))),
  })
}

/** CycloneDX 1.6 as JSON. */
export const writeCycloneDx = (subject: Subject): string => {
  const { analysis, timestamp } = subject
  const file = fileOf(subject)
  const parts = new Map<string, Models.Component>()
  for (const one of analysis.components) parts.set(one.id, componentOf(one))
  for (const one of analysis.dependencies) parts.set(one.id, dependencyOf(one))
  for (const { bomRef } of parts.values()) file.dependencies.add(bomRef)
  const tool = new Models.Component(Enums.ComponentType.Application, "Waybill sandbox", {
    version: analysis.engine,
  })
  const bom = new Models.Bom({
    serialNumber: `urn:uuid:${idOf("cyclonedx", analysis.file.hashes.sha256, timestamp)}`,
    metadata: new Models.Metadata({
      timestamp: new Date(timestamp),
      tools: new Models.Tools({ components: new Models.ComponentRepository([tool]) }),
      component: file,
    }),
    components: new Models.ComponentRepository(parts.values()),
    vulnerabilities: new Models.Vulnerability.VulnerabilityRepository(
      analysis.vulnerabilities.map((one) => vulnerabilityOf(one, parts)),
    ),
  })
  const factory = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6)
  return new Serialize.JsonSerializer(factory).serialize(bom, { sortLists: true })
}
