import { spawn } from "node:child_process"
import { X509Certificate } from "node:crypto"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { json } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import * as v from "valibot"
import { makeFolder } from "./folder.ts"

/** PEM texts of the sandbox's certificate authority and of the server certificate it signed. */
export type Certificates = { readonly ca: string; readonly cert: string; readonly key: string }

/** PEM texts of an authority and its key. */
export const Authority = v.object({ ca: v.string(), caKey: v.string() })
export type Authority = v.InferOutput<typeof Authority>

const Made = v.object({ ...Authority.entries, cert: v.string(), key: v.string() })
export type Made = v.InferOutput<typeof Made>

/** A server certificate is made anew when less than this is left, in ms. */
const renewBefore = 7 * 86_400_000

/**
 * Makes what is missing in a process of its own: the library for it takes memory that the server, which
 * needs it once a year, would keep.
 */
const make = async (authority: Authority | undefined): Promise<Made> => {
  const maker = fileURLToPath(new URL("makeCertificates.ts", import.meta.url))
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", maker], {
    stdio: ["pipe", "pipe", "inherit"],
  })
  child.stdin.end(JSON.stringify(authority ?? null))
  return v.parse(Made, await json(child.stdout))
}

const read = (folder: string, name: string): string | undefined => {
  try {
    return readFileSync(join(folder, name), "utf8")
  } catch {
    return undefined
  }
}

const write = (folder: string, name: string, pem: string): void => {
  writeFileSync(join(folder, name), pem, { mode: name.endsWith("key.pem") ? 0o600 : 0o644 })
}

const isUsable = (cert: string, ca: string): boolean => {
  const certificate = new X509Certificate(cert)
  return (
    certificate.validToDate.getTime() - Date.now() > renewBefore &&
    certificate.verify(new X509Certificate(ca).publicKey)
  )
}

/**
 * The authority and the server certificate for localhost and 127.0.0.1. With a folder they are kept
 * there (`ca.pem` is what clients are given); without one they live as long as the process.
 */
export const getCertificates = async (folder: string | undefined): Promise<Certificates> => {
  if (folder === undefined) return make(undefined)
  makeFolder(folder)
  const ca = read(folder, "ca.pem")
  const caKey = read(folder, "ca-key.pem")
  const cert = read(folder, "server.pem")
  const key = read(folder, "server-key.pem")
  if (ca !== undefined && cert !== undefined && key !== undefined && isUsable(cert, ca))
    return { ca, cert, key }
  const made = await make(ca !== undefined && caKey !== undefined ? { ca, caKey } : undefined)
  write(folder, "ca.pem", made.ca)
  write(folder, "ca-key.pem", made.caKey)
  write(folder, "server.pem", made.cert)
  write(folder, "server-key.pem", made.key)
  return made
}
