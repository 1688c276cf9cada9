import { X509Certificate } from "node:crypto"

const block = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g

/** What is wrong with a pasted certificate authority, in words for the form. */
export const certificateProblem = (pem: string): string | undefined => {
  const blocks = [...pem.matchAll(block)]
  if (/PRIVATE KEY-----/.test(pem)) return "This holds a private key. Paste certificates alone."
  if (blocks.length === 0)
    return "This is not a certificate in PEM form (-----BEGIN CERTIFICATE-----)."
  for (const [text] of blocks) {
    try {
      void new X509Certificate(text)
    } catch {
      return "A certificate in this text cannot be read; it may have lost a line on the way."
    }
  }
  return undefined
}
