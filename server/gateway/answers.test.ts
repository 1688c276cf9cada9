import "reflect-metadata"
import { createServer } from "node:http"
import type { IncomingMessage, ServerResponse } from "node:http"
import { createServer as createSecure } from "node:https"
import type { Server } from "node:net"
import { X509CertificateGenerator, PemConverter } from "@peculiar/x509"
import { afterEach, describe, expect, it } from "vitest"
import { getCertificates } from "../sandbox/certificates.ts"
import { testConnection } from "./testing.ts"

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

const listen = async (server: Server, host = "127.0.0.1"): Promise<string> => {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const address = server.address()
  return `${host}:${typeof address === "object" && address ? address.port : 0}`
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const

const never = new AbortController().signal
const secret = "s3cret-token-value"
const run = async (address: string, ca?: string) => {
  const settings = { address, account: "a", ...(ca === undefined ? {} : { ca }) }
  const { steps } = await testConnection("astra", { settings, secrets: { token: secret } }, never)
  return {
    outcomes: steps.map(({ outcome }) => outcome).join(" "),
    failed: steps.find(({ outcome }) => outcome === "failed"),
    text: JSON.stringify(steps),
  }
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void
const html: Answer = (_request, response) =>
  response.setHeader("content-type", "text/html").end("<html>Sign in</html>")

describe("what a provider answers to a test", () => {
  it.each<[string, Answer, string, RegExp]>([
    ["a list", (_, to) => to.end('{"items":[]}'), "ok skipped ok ok ok", /^$/],
    ["401", (_, to) => to.writeHead(401).end(), "ok skipped failed skipped skipped", /expired/],
    ["403", (_, to) => to.writeHead(403).end(), "ok skipped ok failed skipped", /Viewer/],
    ["404", (_, to) => to.writeHead(404).end(), "ok skipped ok skipped failed", /account/],
    ["429", (_, to) => to.writeHead(429).end(), "ok skipped skipped skipped failed", /Wait/],
    ["503", (_, to) => to.writeHead(503).end(), "ok skipped skipped skipped failed", /later/],
    [
      "a redirect",
      (_, to) => to.writeHead(302, { location: "/login" }).end(),
      "ok skipped skipped skipped failed",
      /moved/,
    ],
    ["a web page", html, "ok skipped skipped skipped failed", /proxy/],
    ["another list", (_, to) => to.end('{"things":[]}'), "ok skipped ok ok failed", /product/],
    ["no JSON", (_, to) => to.end("[1, 2"), "ok skipped ok ok failed", /product/],
    [
      "half an answer",
      (_, to) => {
        to.writeHead(200, { "content-length": "100" })
        to.write("{", () => to.destroy())
      },
      "ok skipped failed skipped skipped",
      /again/,
    ],
  ])("is told apart: %s", async (_what, answer, outcomes, fix) => {
    const report = await run(`http://${await listen(createServer(answer))}`)
    expect(report.outcomes).toBe(outcomes)
    expect(report.failed?.fix ?? "").toMatch(fix)
    expect(report.text).not.toContain(secret)
  })
})

describe("the certificate of a provider", () => {
  it("is for another host name", async () => {
    const { ca, cert, key } = await getCertificates(undefined)
    const host = await listen(createSecure({ cert, key }), "127.0.0.2")
    const { failed } = await run(`https://${host}`, ca)
    expect(failed).toMatchObject({ step: "tls", said: expect.stringContaining("another host") })
  })

  it.each([
    ["2020-02-01", "has expired"],
    ["2120-02-01", "signed by itself"],
  ])("ends in %s and %s", async (end, said) => {
    const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"])
    const certificate = await X509CertificateGenerator.createSelfSigned({
      name: "CN=127.0.0.1",
      notBefore: new Date("2020-01-01"),
      notAfter: new Date(end),
      signingAlgorithm: algorithm,
      keys,
    })
    const pkcs8 = await crypto.subtle.exportKey("pkcs8", keys.privateKey)
    const cert = certificate.toString("pem")
    const key = PemConverter.encode(pkcs8, "PRIVATE KEY")
    const host = await listen(createSecure({ cert, key }))
    expect((await run(`https://${host}`)).failed?.said).toContain(said)
  })

  it("is none: the port speaks no TLS", async () => {
    const host = await listen(createServer((_request, response) => response.end()))
    const { failed } = await run(`https://${host}`)
    expect(failed).toMatchObject({
      step: "tls",
      said: expect.stringContaining("does not speak TLS"),
    })
  })
})
