import "reflect-metadata"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as x509 from "@peculiar/x509"
import { makeFolder } from "./folder.ts"

/** PEM texts of the sandbox's certificate authority and of the server certificate it signed. */
export type Certificates = { readonly ca: string; readonly cert: string; readonly key: string }

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const
const day = 86_400_000
const caName = "CN=Waybill sandbox CA, O=Waybill sandbox"
const serverName = "CN=localhost, O=Waybill sandbox"
/** A server certificate is made anew when less than this is left. */
const renewBefore = 7 * day

const keyToPem = async (key: CryptoKey): Promise<string> =>
  x509.PemConverter.encode(await crypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY")

const keyFromPem = async (pem: string): Promise<CryptoKey> => {
  const der = x509.PemConverter.decodeFirst(pem)
  return await crypto.subtle.importKey("pkcs8", der, algorithm, true, ["sign"])
}

const makeKeys = async (): Promise<CryptoKeyPair> =>
  await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"])

type Authority = { readonly certificate: x509.X509Certificate; readonly key: CryptoKey }

/** Validity begins a day ago, for clients whose clock is behind. */
const validity = (days: number) => ({
  notBefore: new Date(Date.now() - day),
  notAfter: new Date(Date.now() + days * day),
})

const makeAuthority = async (): Promise<Authority> => {
  const keys = await makeKeys()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: caName,
    ...validity(3650),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate, key: keys.privateKey }
}

const makeServer = async (authority: Authority): Promise<{ cert: string; key: string }> => {
  const keys = await makeKeys()
  const certificate = await x509.X509CertificateGenerator.create({
    subject: serverName,
    issuer: authority.certificate.subject,
    ...validity(397),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: authority.key,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: "dns", value: "localhost" },
        { type: "ip", value: "127.0.0.1" },
        { type: "ip", value: "::1" },
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(authority.certificate.publicKey),
    ],
  })
  return { cert: certificate.toString("pem"), key: await keyToPem(keys.privateKey) }
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

const isUsable = async (cert: string, authority: Authority): Promise<boolean> => {
  const certificate = new x509.X509Certificate(cert)
  return (
    certificate.notAfter.getTime() - Date.now() > renewBefore &&
    (await certificate.verify({ publicKey: authority.certificate.publicKey }))
  )
}

/**
 * The authority and the server certificate for localhost and 127.0.0.1. With a folder they are kept
 * there (`ca.pem` is what clients are given); without one they live as long as the process.
 */
export const getCertificates = async (folder: string | undefined): Promise<Certificates> => {
  if (folder === undefined) {
    const authority = await makeAuthority()
    return { ca: authority.certificate.toString("pem"), ...(await makeServer(authority)) }
  }
  makeFolder(folder)
  const caPem = read(folder, "ca.pem")
  const caKey = read(folder, "ca-key.pem")
  let authority: Authority
  if (caPem !== undefined && caKey !== undefined) {
    authority = { certificate: new x509.X509Certificate(caPem), key: await keyFromPem(caKey) }
  } else {
    authority = await makeAuthority()
    write(folder, "ca.pem", authority.certificate.toString("pem"))
    write(folder, "ca-key.pem", await keyToPem(authority.key))
  }
  const ca = authority.certificate.toString("pem")
  const cert = read(folder, "server.pem")
  const key = read(folder, "server-key.pem")
  if (cert !== undefined && key !== undefined && (await isUsable(cert, authority)))
    return { ca, cert, key }
  const made = await makeServer(authority)
  write(folder, "server.pem", made.cert)
  write(folder, "server-key.pem", made.key)
  return { ca, ...made }
}
