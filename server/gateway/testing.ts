import * as v from "valibot"
import { testSteps } from "../../src/model/connection.ts"
import type { TestReport, TestStep } from "../../src/model/connection.ts"
import type { ProviderId } from "../../src/model/provider.ts"
import { providerSettings } from "../../src/providers/settings.ts"
import { upstreams } from "../upstreams/index.ts"
import { CredentialError, SettingError } from "../upstreams/upstream.ts"
import type { Access, Upstream } from "../upstreams/upstream.ts"
import { hostOf, portOf } from "./address.ts"
import { exchangeOver } from "./exchange.ts"
import { dispatch, makeAgent, readWhole } from "./outbound.ts"
import { reach, shakeHands } from "./reach.ts"
import { targetOf } from "./routes.ts"
import { scrubber } from "./scrub.ts"
import { Unreachable } from "./unreachable.ts"

type Step = TestStep["step"]

/** How a step went when it did not fail. */
type Went = Pick<TestStep, "outcome" | "said">
const ok = (said: string): Went => ({ outcome: "ok", said })
const skipped = (said: string): Went => ({ outcome: "skipped", said })

/** A step that failed, and what to do about it. */
class Failed extends Error {
  readonly fix: string

  constructor(said: string, fix: string) {
    super(said)
    this.name = "Failed"
    this.fix = fix
  }
}

type Answer = { readonly status: number; readonly type: string; readonly text: string }

const patience = 30_000
const largest = 8_000_000

/** Signs in and makes the smallest list call. */
const probe = async (upstream: Upstream, access: Access, signal: AbortSignal): Promise<Answer> => {
  const base = upstream.base(access.settings)
  const agent = makeAgent(access.settings)
  try {
    const token = await upstream.authenticate(access, exchangeOver(agent, signal))
    const [path = "", query] = upstream.probe(access.settings).path.split("?")
    const target = targetOf(base, path, query === undefined ? "" : `?${query}`)
    const answer = await dispatch(target, {
      method: "GET",
      headers: { authorization: token.header, accept: "application/json" },
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
      agent,
    })
    const bytes = await readWhole(answer.body, largest, target)
    return {
      status: answer.statusCode,
      type: String(answer.headers["content-type"] ?? ""),
      text: bytes?.toString("utf8") ?? "",
    }
  } finally {
    await agent.destroy()
  }
}

const isPage = ({ type, text }: Answer): boolean => type.includes("html") || /^\s*</.test(text)

const checkCredential = (answer: Answer, name: string): Went => {
  const { status } = answer
  if (status === 401)
    throw new Failed(
      `${name} did not accept the credential (401).`,
      "It may have expired or been revoked: make a new one and enter it here.",
    )
  if (status === 403) return ok("The provider knows the credential.")
  if (status >= 200 && status < 300 && !isPage(answer)) return ok("The credential was accepted.")
  // Most APIs look at the credential before they look for the list.
  if (status === 404 && !isPage(answer)) return ok("The credential was not refused.")
  return skipped("The provider's answer does not say; see the last step.")
}

const checkPermission = (answer: Answer, needs: string): Went => {
  const { status } = answer
  if (status === 403)
    throw new Failed("The credential may not list packages (403).", `It needs ${needs}.`)
  return status >= 200 && status < 300 && !isPage(answer)
    ? ok("It may list packages.")
    : skipped("The provider's answer does not say; see the last step.")
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const checkList = (answer: Answer, rows: string, name: string): Went => {
  const { status, text } = answer
  if (isPage(answer))
    throw new Failed(
      `A web page came back instead of a list (status ${status}).`,
      "Check the address: a login page or a proxy may stand in between.",
    )
  if (status === 404)
    throw new Failed(
      "The provider has no such list (404).",
      "Check the names in the settings (organization, group, account) and the path of the address.",
    )
  if (status >= 300 && status < 400)
    throw new Failed(
      `The provider sends this request elsewhere (${status}).`,
      "Check the address: it may have moved, or a login page may stand in between.",
    )
  if (status === 429)
    throw new Failed(
      "The provider's request limit is used up (429).",
      "Wait a minute, then test again.",
    )
  if (status < 200 || status > 299)
    throw new Failed(
      `The provider answered with status ${status}.`,
      "Try again later; if it stays, ask whoever runs the provider.",
    )
  const list = v.safeParse(v.looseObject({ [rows]: v.array(v.unknown()) }), parse(text))
  if (!list.success)
    throw new Failed(
      `The answer is not the list that ${name} documents.`,
      "Check the address: another product or version may be listening there.",
    )
  const found = list.output[rows]?.length ?? 0
  return ok(found === 0 ? "The list can be read; it is empty." : "The list can be read.")
}

const wordsFor = (cause: unknown): Pick<TestStep, "said" | "fix" | "unjudged"> | undefined => {
  if (cause instanceof CredentialError)
    return {
      said: cause.message,
      fix: cause.fix,
      ...(cause.facts.trouble === undefined ? {} : { unjudged: cause.facts.trouble }),
    }
  if (cause instanceof Failed || cause instanceof Unreachable)
    return { said: cause.message, fix: cause.fix }
  if (cause instanceof SettingError) return { said: cause.message, fix: "Correct the setting." }
  return undefined
}

/**
 * Runs the steps of a test in turn; everything after the first failure is skipped.
 * @param signal ends it when whoever asked has left
 */
export const testConnection = async (
  provider: ProviderId,
  access: Access,
  signal: AbortSignal,
): Promise<TestReport> => {
  const upstream = upstreams[provider]
  const { name } = providerSettings[provider]
  const scrub = scrubber(access)
  let answer: Answer | undefined
  const ask = async (): Promise<Answer> => (answer ??= await probe(upstream, access, signal))

  const tries: Readonly<Record<Step, () => Promise<Went>>> = {
    address: async () => {
      const base = upstream.base(access.settings)
      const ip = await reach(base, signal)
      const where = ip === hostOf(base) ? ip : `${hostOf(base)} (${ip})`
      return ok(`${where} answers on port ${portOf(base)}.`)
    },
    tls: async () => {
      const base = upstream.base(access.settings)
      return base.protocol === "http:"
        ? skipped("Plain http to this machine: there is no TLS.")
        : ok(await shakeHands(base, access.settings, signal))
    },
    credential: async () => checkCredential(await ask(), name),
    permission: async () => checkPermission(await ask(), upstream.needs),
    list: async () => checkList(await ask(), upstream.probe(access.settings).rows, name),
  }

  const steps: TestStep[] = []
  let failed = false
  for (const step of testSteps) {
    if (failed) {
      steps.push({ step, ...skipped("Not tried: an earlier step failed.") })
      continue
    }
    const began = performance.now()
    const ms = (): number => Math.round(performance.now() - began)
    try {
      const went = await tries[step]()
      steps.push({ step, ...went, ms: ms() })
    } catch (cause) {
      const words = wordsFor(cause)
      if (!words) throw cause
      failed = true
      steps.push({ step, outcome: "failed", ...words, said: scrub(words.said), ms: ms() })
    }
  }
  return { ok: !failed, steps }
}
