import { lookup } from "node:dns/promises"
import { connect as connectTcp } from "node:net"
import { connect as connectTls, rootCertificates } from "node:tls"
import * as v from "valibot"
import { testSteps } from "../../src/model/connection.ts"
import type { TestReport, TestStep } from "../../src/model/connection.ts"
import type { ProviderId } from "../../src/model/provider.ts"
import { providerSettings } from "../../src/providers/settings.ts"
import { upstreams } from "../upstreams/index.ts"
import { CredentialError, SettingError } from "../upstreams/upstream.ts"
import type { Access } from "../upstreams/upstream.ts"
import { exchangeFor } from "./exchange.ts"
import { targetOf } from "./forward.ts"
import { agentFor, dispatch, toUnreachable, Unreachable } from "./outbound.ts"

type Step = TestStep["step"]

/** A step that failed, and what to do about it. */
class Failed extends Error {
  readonly fix: string

  constructor(said: string, fix: string) {
    super(said)
    this.fix = fix
  }
}

const portOf = (url: URL): number => Number(url.port) || (url.protocol === "https:" ? 443 : 80)
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "")

const patience = 8000

const reach = (url: URL): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connectTcp({ host: hostOf(url), port: portOf(url) })
    const end = (then: () => void): void => {
      socket.destroy()
      then()
    }
    socket.setTimeout(patience, () =>
      end(() => reject(toUnreachable(Object.assign(new Error(), { code: "ETIMEDOUT" })))),
    )
    socket.once("connect", () => end(resolve))
    socket.once("error", (cause) => end(() => reject(toUnreachable(cause))))
  })

const shake = (url: URL, ca: string | undefined): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connectTls({
      host: hostOf(url),
      port: portOf(url),
      servername: /^[\d.:]+$/.test(hostOf(url)) ? "" : hostOf(url),
      ...(ca ? { ca: [...rootCertificates, ca] } : {}),
    })
    const end = (then: () => void): void => {
      socket.destroy()
      then()
    }
    socket.setTimeout(patience, () =>
      end(() => reject(toUnreachable(Object.assign(new Error(), { code: "ETIMEDOUT" })))),
    )
    socket.once("secureConnect", () => {
      const until = socket.getPeerCertificate().valid_to
      const protocol = socket.getProtocol() ?? "TLS"
      end(() => resolve(`${protocol}, certificate valid until ${until}.`))
    })
    socket.once("error", (cause) => end(() => reject(toUnreachable(cause))))
  })

const isHtml = (type: string, text: string): boolean => type.includes("html") || /^\s*</.test(text)

/** Runs the steps of a test in turn; everything after the first failure is skipped. */
export const testConnection = async (provider: ProviderId, access: Access): Promise<TestReport> => {
  const upstream = upstreams[provider]
  const { name } = providerSettings[provider]
  const steps: TestStep[] = []
  const shared: { base?: URL; header?: string; status?: number; type?: string; text?: string } = {}

  const tries: Readonly<Record<Step, () => Promise<string | undefined>>> = {
    address: async () => {
      const base = upstream.base(access.settings)
      shared.base = base
      const { address } = await lookup(hostOf(base)).catch((cause: unknown) => {
        throw toUnreachable(cause)
      })
      await reach(base)
      return `${hostOf(base)} is ${address}, and port ${portOf(base)} answers.`
    },
    tls: async () => {
      const { base } = shared
      if (!base || base.protocol === "http:") return undefined
      return shake(base, access.settings["ca"])
    },
    credential: async () => {
      const token = await upstream.authenticate(access, exchangeFor(access.settings))
      const { base } = shared
      if (!base) return undefined
      const [path = "", query = ""] = upstream.probe(access.settings).path.split("?")
      const answer = await dispatch(targetOf(base, path, query === "" ? "" : `?${query}`), {
        method: "GET",
        headers: { authorization: token.header, accept: "application/json" },
        signal: AbortSignal.timeout(30_000),
        agent: agentFor(access.settings),
      })
      shared.status = answer.statusCode
      shared.type = String(answer.headers["content-type"] ?? "")
      shared.text = await answer.body.text()
      if (answer.statusCode === 401)
        throw new Failed(
          `${name} did not accept the credential (401).`,
          "It may have expired or been revoked: make a new one and enter it here.",
        )
      return answer.statusCode === 403
        ? "The credential is known to the provider."
        : "The credential was accepted."
    },
    permission: async () => {
      if (shared.status === 403)
        throw new Failed(
          "The credential may not list packages (403).",
          `It needs ${upstream.needs}.`,
        )
      return "It may list packages."
    },
    list: async () => {
      const { status = 0, type = "", text = "" } = shared
      if (status === 404)
        throw new Failed(
          "The provider has no such list (404).",
          "Check the names in the settings (organization, group, account) and the path of the address.",
        )
      if (status >= 300 && status < 400)
        throw new Failed("The provider sends this request elsewhere.", "Check the address.")
      if (status < 200 || status > 299)
        throw new Failed(
          `The provider answered with status ${status}.`,
          "Try again later; if it stays, ask whoever runs the provider.",
        )
      if (isHtml(type, text))
        throw new Failed(
          "A web page came back instead of a list.",
          "Check the address: a login page or a proxy may stand in between.",
        )
      const { rows } = upstream.probe(access.settings)
      let json: unknown
      try {
        json = JSON.parse(text)
      } catch {
        json = undefined
      }
      const list = v.safeParse(v.looseObject({ [rows]: v.array(v.unknown()) }), json)
      if (!list.success)
        throw new Failed(
          `The answer is not the list that ${name} documents.`,
          "Check the address: another product or version may be listening there.",
        )
      const found = list.output[rows]?.length ?? 0
      return found === 0 ? "The list can be read; it is empty." : "The list can be read."
    },
  }

  const failure = (cause: unknown): { said: string; fix: string } => {
    if (cause instanceof Failed) return { said: cause.message, fix: cause.fix }
    if (cause instanceof Unreachable || cause instanceof CredentialError)
      return { said: cause.message, fix: cause.fix }
    if (cause instanceof SettingError) return { said: cause.message, fix: "Correct the setting." }
    return { said: "The test itself failed.", fix: "Try again; the server's log says more." }
  }

  let failed = false
  for (const step of testSteps) {
    if (failed) {
      steps.push({ step, outcome: "skipped", said: "Not tried: an earlier step failed." })
      continue
    }
    const began = performance.now()
    try {
      const said = await tries[step]()
      const ms = Math.round(performance.now() - began)
      steps.push(
        said === undefined
          ? { step, outcome: "skipped", said: "Plain http to this machine: there is no TLS." }
          : { step, outcome: "ok", said, ms },
      )
    } catch (cause) {
      failed = true
      // A certificate that fails is TLS's matter, wherever it shows first.
      steps.push({
        step,
        outcome: "failed",
        ...failure(cause),
        ms: Math.round(performance.now() - began),
      })
    }
  }
  return { ok: !failed, steps }
}
