import type { Access, Token } from "../upstreams/upstream.ts"

/** Shorter ones are no secrets worth the name, and would turn every text into dots. */
const shortest = 4
const hidden = "•••"

/** How a secret may come back: plain, or as JSON, URL, form or Basic authentication write it. */
const formsOf = (secret: string): readonly string[] => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
  new URLSearchParams({ s: secret }).toString().slice(2),
  Buffer.from(secret).toString("base64"),
]

/**
 * Makes a function that hides a connection's secrets, and the token that they were exchanged for, in
 * what a provider says: some repeat in an error what they were sent.
 */
export const scrubber = (access: Access, token?: Token): ((text: string) => string) => {
  const bearer = token?.header.replace(/^\S+\s+/, "")
  const secrets = [...Object.values(access.secrets), ...(bearer === undefined ? [] : [bearer])]
  const forms = secrets
    .map((secret) => secret.trim())
    .filter((secret) => secret.length >= shortest)
    .flatMap(formsOf)
  const longestFirst = [...new Set(forms)].toSorted((one, other) => other.length - one.length)
  return (text) => longestFirst.reduce((clean, form) => clean.replaceAll(form, hidden), text)
}
