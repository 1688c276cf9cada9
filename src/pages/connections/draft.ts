import type { Check, FormValues } from "../../form/values.ts"
import { sentValues } from "../../form/values.ts"
import type { Connection, ConnectionDraft } from "../../model/connection.ts"
import type { Input, Values } from "../../model/input.ts"
import type { ProviderSettings } from "../../model/provider.ts"
import { inputsOf } from "../../model/settings.ts"

/** The longest name that the server takes. */
const maxName = 60

const nameInput: Input = { id: "name", label: "Name", kind: "text" }

/** Every input of a connection's form. A new connection may go without a name: one is suggested. */
export const connectionInputs = (
  provider: ProviderSettings,
  connection: Connection | undefined,
): readonly Input[] => [
  connection ? { ...nameInput, required: true } : nameInput,
  ...inputsOf(provider),
]

/** What is wrong with a pasted certificate authority; a private key must not even be sent. */
export const certificateProblem: Check = (pem) => {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem))
    return "This holds a private key, which is never needed here. Paste the authority's certificate alone."
  if (!pem.includes("-----BEGIN CERTIFICATE-----"))
    return "This is not a certificate in the PEM form, which starts with -----BEGIN CERTIFICATE-----"
  if (!pem.includes("-----END CERTIFICATE-----"))
    return "The end is missing: the last line must be -----END CERTIFICATE-----"
  return undefined
}

/** As the server has it: a credential must not cross a network in the clear. */
const schemeProblem: Check = (address) => {
  if (!/^http:/i.test(address) || !URL.canParse(address)) return undefined
  const { hostname } = new URL(address)
  return hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.")
    ? undefined
    : "Start with https:// so that nobody on the way can read the credential."
}

/** Checks beyond those of an input's kind. `taken`: names of the other connections. */
export const connectionChecks = (taken: readonly string[]): Readonly<Record<string, Check>> => ({
  address: schemeProblem,
  ca: certificateProblem,
  name: (name) => {
    if (name.length > maxName) return `At most ${maxName} characters; these are ${name.length}.`
    return taken.includes(name) ? "Another connection has this name already." : undefined
  },
})

/** What a saved connection's form starts with. */
export const savedValues = (connection: Connection): Values => ({
  ...connection.settings,
  name: connection.name,
})

/** The draft that a form stands for. A blank secret is left out, so that the saved one is kept. */
export const draftOf = (
  provider: ProviderSettings,
  values: FormValues,
  name: string,
): ConnectionDraft => {
  const { plain, secret } = sentValues(inputsOf(provider), values)
  return { provider: provider.id, name: name.trim(), settings: plain, secrets: secret }
}

const sameValues = (one: Values, other: Values): boolean =>
  Object.keys({ ...one, ...other }).every((id) => one[id] === other[id])

type Access = Pick<ConnectionDraft, "settings" | "secrets">

/** Whether two drafts would be tested alike: everything but the name. */
export const sameAccess = (one: Access, other: Access): boolean =>
  sameValues(one.settings, other.settings) && sameValues(one.secrets, other.secrets)

const hostOf = (address: string): string | undefined => {
  const text = address.includes("://") ? address : `https://${address}`
  return URL.canParse(text) ? new URL(text).hostname || undefined : undefined
}

/** A name for a new connection: the provider's, told apart by its host or a number where it is taken. */
export const suggestName = (
  provider: string,
  address: string | undefined,
  taken: readonly string[],
): string => {
  const host = address ? hostOf(address) : undefined
  const numbered = Array.from({ length: taken.length + 1 }, (_, at) => `${provider} ${at + 2}`)
  const candidates = [
    provider,
    ...(host === undefined ? [] : [`${provider} · ${host}`]),
    ...numbered,
  ]
  return (
    candidates.find((name) => name.length <= maxName && !taken.includes(name)) ??
    provider.slice(0, maxName)
  )
}

/** Where a connection leads, for people: its address without the scheme that they all share. */
export const addressOf = (settings: Values): string | undefined => {
  const address = settings["address"] ?? settings["region"]
  return address?.replace(/^https:\/\//, "").replace(/\/$/, "")
}
