import { gzipSync } from "node:zlib"
import { packTar } from "modern-tar"

/** Facts about a seeded package: `server/sandbox/seed`. */
export type StandInOf = {
  readonly from: "npm" | "debian"
  readonly name: string
  readonly version: string
  /** SPDX expression. */
  readonly licence?: string
  readonly publisher?: string
}

export type StandIn = {
  /** As the registry would name the file. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** The same date in each, so that the same facts give the same bytes. */
const mtime = new Date(0)

const tarGz = async (path: string, text: string): Promise<Uint8Array> => {
  const body = Buffer.from(text)
  return gzipSync(
    await packTar([{ header: { name: path, size: body.length, mtime, mode: 0o644 }, body }]),
  )
}

const arMember = (name: string, body: Uint8Array): readonly Uint8Array[] => {
  const header = `${name.padEnd(16)}${"0".padEnd(12)}${"0".padEnd(6)}${"0".padEnd(6)}${"100644".padEnd(8)}${String(body.length).padEnd(10)}\`\n`
  return [Buffer.from(header), body, Buffer.from(body.length % 2 === 1 ? "\n" : "")]
}

const npm = async ({ name, version, licence, publisher }: StandInOf): Promise<StandIn> => {
  const manifest = {
    name,
    version,
    ...(licence === undefined ? {} : { license: licence }),
    ...(publisher === undefined ? {} : { author: publisher }),
  }
  const bytes = await tarGz("package/package.json", `${JSON.stringify(manifest, null, 2)}\n`)
  return { name: `${name.replace(/^@/, "").replace("/", "-")}-${version}.tgz`, bytes }
}

const debian = async ({ name, version, publisher }: StandInOf): Promise<StandIn> => {
  const lines = [
    `Package: ${name}`,
    `Version: ${version}`,
    "Architecture: amd64",
    ...(publisher === undefined ? [] : [`Maintainer: ${publisher}`]),
  ]
  const bytes = Buffer.concat([
    Buffer.from("!<arch>\n"),
    ...arMember("debian-binary", Buffer.from("2.0\n")),
    ...arMember("control.tar.gz", await tarGz("./control", `${lines.join("\n")}\n`)),
    ...arMember("data.tar.gz", gzipSync(await packTar([]))),
  ])
  // Epochs are left out of file names, as Debian does.
  return { name: `${name}_${version.replace(/^\d+:/, "")}_amd64.deb`, bytes }
}

/**
 * A small real archive that holds nothing but the manifest of a seeded package, made of what the seed
 * knows, because the package's own file is not in this repository. What is found in it is true of the
 * stand-in and, as far as name, version, publisher and licence go, of the package. Always the same bytes
 * for the same facts and the same zlib.
 */
export const makeStandIn = (of: StandInOf): Promise<StandIn> =>
  of.from === "npm" ? npm(of) : debian(of)
