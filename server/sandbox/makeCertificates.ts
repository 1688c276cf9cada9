// Makes certificates, in a process of its own: it takes an authority as JSON, or none, and prints all.
import "reflect-metadata"
import { json } from "node:stream/consumers"
import * as x509 from "@peculiar/x509"
import * as v from "valibot"
import { Authority } from "./certificates.ts"
import type { Made } from "./certificates.ts"

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const
const day = 86_400_000
const caName = "CN=Waybill sandbox CA, O=Waybill sandbox"
const serverName = "CN=localhost, O=Waybill sandbox"

const keyToPem = async (key: CryptoKey): Promise<string> =>
  x509.PemConverter.encode(await crypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY")

const keyFromPem = async (pem: string): Promise<CryptoKey> => {
  const der = x509.PemConverter.decodeFirst(pem)
  return await crypto.subtle.importKey("pkcs8", der, algorithm, true, ["sign"])
}

const makeKeys = async (): Promise<CryptoKeyPair> =>
  await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"])

type Signer = { readonly certificate: x509.X509Certificate; readonly key: CryptoKey }

/** Validity begins a day ago, for clients whose clock is behind. */
const validity = (days: number) => ({
  notBefore: new Date(Date.now() - day),
  notAfter: new Date(Date.now() + days * day),
})

const makeAuthority = async (): Promise<Signer> => {
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

const makeServer = async (authority: Signer): Promise<{ cert: string; key: string }> => {
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

const readAuthority = async ({ ca, caKey }: Authority): Promise<Signer> => ({
  certificate: new x509.X509Certificate(ca),
  key: await keyFromPem(caKey),
})

const given = v.parse(v.nullable(Authority), await json(process.stdin))
const authority = given ? await readAuthority(given) : await makeAuthority()
const made: Made = {
  ca: authority.certificate.toString("pem"),
  caKey: given?.caKey ?? (await keyToPem(authority.key)),
  ...(await makeServer(authority)),
}
process.stdout.write(JSON.stringify(made))
