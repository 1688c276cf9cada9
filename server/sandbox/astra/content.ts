import { createHash } from "node:crypto"
import { gzipSync } from "node:zlib"
import { pick } from "../random.ts"

/** What a package is made of follows from its name and version. */
type Of = {
  readonly random: () => number
  readonly name: string
  readonly version: string
}

const digestOf = (text: string): string =>
  `sha256:${createHash("sha256").update(text).digest("hex")}`

const parts = ["server", "operator", "webhook", "metrics", "migrate", "ui"] as const

const tagOf = (version: string): string => version.slice(0, 31)

const imageOf = ({ name, version }: Of, part: string, needs: readonly string[]): object => ({
  imagePath: `/packages/${name}`,
  imageName: `${name}-${part}`,
  imageTag: tagOf(version),
  imageDigest: digestOf(`${name}/${part}:${version}`),
  ...(needs.length === 0
    ? {}
    : {
        dependsOnImages: needs.map((need) => ({
          imageName: `${name}-${need}`,
          imageTag: tagOf(version),
        })),
      }),
})

/** Each needs the one before it and the server; a few packages have images that need each other. */
export const imagesOf = (of: Of): readonly object[] => {
  const some = parts.slice(0, Math.floor(of.random() ** 2 * 5) + 1)
  const circle = of.random() < 0.05
  return some.map((part, at) => {
    const before = at === 0 ? [] : [...new Set([parts[0], some[at - 1] ?? parts[0]])]
    return imageOf(
      of,
      part,
      at === 0 && circle ? some.slice(-1).filter((one) => one !== part) : before,
    )
  })
}

export const artifactsOf = ({ random, name, version }: Of): readonly object[] => [
  {
    artifactName: `${name}-chart`,
    artifactIdentifier: `${name}-${version}.tgz`,
    artifactPath: `charts/${name}`,
    artifactVersion: version,
    ...(random() < 0.5
      ? {}
      : { dependsOnComponents: [{ componentName: "kubernetes", versions: ["v1.27", "v1.28"] }] }),
  },
]

const manifestOf = (name: string, version: string, kind: string): string =>
  `apiVersion: packages.example.com/v1\nkind: ${kind}\nmetadata:\n  name: ${name}\nspec:\n  version: "${version}"\n`

/** Manifests, and now and then an archive, which is no text. */
export const filesOf = ({ random, name, version }: Of): readonly object[] => [
  ...["Install", "Upgrade"].slice(0, random() < 0.25 ? 2 : 1).map((kind) => ({
    fileName: `${name}-${kind.toLowerCase()}.yaml`,
    fileIdentifier: `${name}_${kind.toLowerCase()}`,
    fileMediaType: "application/x-yaml",
    fileContents: Buffer.from(manifestOf(name, version, kind)).toString("base64"),
  })),
  ...(random() < 0.2
    ? [
        {
          fileName: `${name}-crds.yaml.gz`,
          fileIdentifier: `${name}_crds`,
          fileMediaType: "application/gzip",
          fileContents: gzipSync(manifestOf(name, version, "Crds")).toString("base64"),
        },
      ]
    : []),
]

/** What a full installation can go on from: anything of the year before. */
export const installableOver = ({ version }: Of): object => {
  const [major = "0"] = version.split(".")
  return { minVersion: `${Math.max(0, Number(major) - 1)}.0.0`, maxVersion: version }
}

/** A patch upgrades what is of its own minor version. */
export const upgradableOf = ({ version }: Of): object => {
  const [major = "0", minor = "0"] = version.split(".")
  return { minVersion: `${major}.${minor}.0`, maxVersion: version }
}

export const dependenciesOf = ({ random }: Of): readonly object[] => [
  {
    componentName: "kubernetes",
    componentMinVersion: pick(random, ["v1.24.0", "v1.25.3", "v1.26.1"]),
    ...(random() < 0.5 ? {} : { componentMaxVersion: "v1.29" }),
  },
  ...(random() < 0.4 ? [{ componentName: "trident", componentMinVersion: "v23.1.0" }] : []),
  ...(random() < 0.2
    ? [{ componentName: pick(random, ["acc", "acs"]), componentMinVersion: "23.4.2" }]
    : []),
]

/** Why a package is not available; nothing to say about those that are, or are being verified. */
export const stateDetailsOf = ({ name, version }: Of, state: string): readonly object[] => {
  if (state === "corrupt")
    return [
      {
        type: "https://astra.example.com/details/digest-mismatch",
        title: "Image digest mismatch",
        detail: `The digest of ${name}-server:${version} isn't the one that the package names.`,
        additionalDetails: { expected: digestOf(`${name}/server:${version}`) },
      },
    ]
  if (state === "incomplete")
    return [
      {
        type: "https://astra.example.com/details/image-missing",
        title: "Image missing",
        detail: `${name}-server:${version} isn't in the registry yet.`,
      },
    ]
  return []
}
