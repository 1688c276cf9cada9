import * as v from "valibot"

/*
 * Parts of two public JSON schemas that no npm package of a sensible size ships, written down as far as
 * the reports use them and as strictly: no other members, the same words, the same required members.
 *
 * - SPDX 2.3: https://github.com/spdx/spdx-spec/blob/v2.3/schemas/spdx-schema.json
 * - SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json
 */

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const hex = v.pipe(v.string(), v.regex(/^[0-9a-f]+$/))

const spdxId = v.pipe(v.string(), v.regex(/^SPDXRef-[A-Za-z0-9.-]+$/))

const spdxPackage = v.strictObject({
  SPDXID: spdxId,
  name: v.string(),
  downloadLocation: v.string(),
  versionInfo: v.optional(v.string()),
  packageFileName: v.optional(v.string()),
  primaryPackagePurpose: v.optional(v.picklist(["FILE", "LIBRARY", "ARCHIVE", "APPLICATION"])),
  filesAnalyzed: v.optional(v.boolean()),
  licenseConcluded: v.optional(v.string()),
  licenseDeclared: v.optional(v.string()),
  licenseComments: v.optional(v.string()),
  copyrightText: v.optional(v.string()),
  homepage: v.optional(v.pipe(v.string(), v.url())),
  checksums: v.optional(
    v.array(
      v.strictObject({
        algorithm: v.picklist(["MD5", "SHA1", "SHA256", "SHA512"]),
        checksumValue: hex,
      }),
    ),
  ),
  externalRefs: v.optional(
    v.array(
      v.strictObject({
        referenceCategory: v.picklist(["OTHER", "PERSISTENT-ID", "SECURITY", "PACKAGE-MANAGER"]),
        referenceType: v.string(),
        referenceLocator: v.pipe(v.string(), v.regex(/^\S+$/)),
      }),
    ),
  ),
})

export const Spdx = v.strictObject({
  spdxVersion: v.literal("SPDX-2.3"),
  dataLicense: v.literal("CC0-1.0"),
  SPDXID: v.literal("SPDXRef-DOCUMENT"),
  name: v.string(),
  documentNamespace: v.pipe(v.string(), v.url(), v.regex(/^[^#]+$/)),
  creationInfo: v.strictObject({
    created: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)),
    creators: v.pipe(
      v.array(v.pipe(v.string(), v.regex(/^(?:Tool|Person|Organization): \S/))),
      v.minLength(1),
    ),
  }),
  documentDescribes: v.array(spdxId),
  packages: v.array(spdxPackage),
  relationships: v.array(
    v.strictObject({
      spdxElementId: spdxId,
      relationshipType: v.picklist(["DESCRIBES", "CONTAINS", "DEPENDS_ON"]),
      relatedSpdxElement: spdxId,
    }),
  ),
})

const level = v.picklist(["none", "note", "warning", "error"])
const message = v.strictObject({ text: v.pipe(v.string(), v.minLength(1)) })
/** A relative reference: what RFC 3986 allows, and no scheme. */
const uri = v.pipe(v.string(), v.regex(/^(?:[A-Za-z0-9\-._~!$&'()*+,;=@/]|%[0-9A-F]{2})+$/))

export const Sarif = v.strictObject({
  $schema: v.pipe(v.string(), v.url()),
  version: v.literal("2.1.0"),
  runs: v.array(
    v.strictObject({
      tool: v.strictObject({
        driver: v.strictObject({
          name: v.string(),
          version: v.string(),
          rules: v.array(
            v.strictObject({
              id: v.string(),
              shortDescription: message,
              defaultConfiguration: v.strictObject({ level }),
              properties: v.object({
                tags: v.pipe(
                  v.array(v.string()),
                  v.check((tags) => new Set(tags).size === tags.length),
                ),
              }),
            }),
          ),
        }),
      }),
      invocations: v.array(
        v.strictObject({
          executionSuccessful: v.boolean(),
          endTimeUtc: v.pipe(v.string(), v.isoTimestamp()),
        }),
      ),
      artifacts: v.array(
        v.strictObject({
          location: v.strictObject({ uri }),
          length: count,
          mimeType: v.pipe(v.string(), v.regex(/^[^/]+\/.+$/)),
          hashes: v.record(v.string(), hex),
        }),
      ),
      results: v.array(
        v.strictObject({
          ruleId: v.string(),
          ruleIndex: count,
          level,
          message,
          locations: v.array(
            v.strictObject({
              physicalLocation: v.strictObject({
                artifactLocation: v.strictObject({ uri }),
                region: v.optional(
                  v.strictObject({ startLine: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
                ),
              }),
            }),
          ),
          partialFingerprints: v.record(v.string(), v.string()),
        }),
      ),
      columnKind: v.picklist(["utf16CodeUnits", "unicodeCodePoints"]),
    }),
  ),
})
