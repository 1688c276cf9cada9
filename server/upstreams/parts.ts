import * as v from "valibot"
import { CredentialError } from "./upstream.ts"
import type { Access, Exchange, Token } from "./upstream.ts"

/** An address with a path appended to its own: `https://host/tenant` + `/api` -> `https://host/tenant/api`. */
export const below = (address: URL, path: string): URL =>
  new URL(`${address.pathname.replace(/\/+$/, "")}${path}`, address)

const day = 86_400_000

/** A token that was pasted, with or without the word bearer before it. */
export const pasted = (token: string | undefined): Token => {
  const bare = (token ?? "").trim().replace(/^bearer\s+/i, "")
  if (bare === "")
    throw new CredentialError("There is no token.", "Paste a token into the connection's settings.")
  if (/[^\u0021-\u007e]/.test(bare))
    throw new CredentialError(
      "The token holds spaces or characters that no token has.",
      "Copy it again, in one line and without what stands around it.",
    )
  return { header: `Bearer ${bare}`, expiresAt: Date.now() + day }
}

/** For providers whose token is simply sent. */
export const staticToken = (access: Access): Promise<Token> =>
  Promise.resolve().then(() => pasted(access.secrets["token"]))

/** Answers of an address at which nobody signs anybody in: nothing is there, or only something else. */
const isElsewhere = (status: number): boolean => status < 400 || status === 404 || status === 405

/**
 * A sign-in that was answered, but not with a token: refused, put off, failed at the provider's end, or
 * answered by something that is no sign-in. No provider documents a 404 for an account or a tenant that it
 * does not know.
 */
export const refusedSignIn = (
  who: string,
  { status, retryAfter }: Pick<Awaited<ReturnType<Exchange>>, "status" | "retryAfter">,
  refused: string,
  fix: string,
): CredentialError => {
  if (status === 429)
    return new CredentialError(`${who} asks to wait: too many sign-ins.`, "Wait, then try again.", {
      status,
      trouble: "throttled",
      ...(retryAfter === undefined ? {} : { retryAfter }),
    })
  if (status >= 500)
    return new CredentialError(
      `${who} failed (status ${status}).`,
      "Try again later; if it stays, ask whoever runs the provider.",
      { status, trouble: "broken" },
    )
  if (isElsewhere(status))
    return new CredentialError(
      `${who} was not found at this address (status ${status}).`,
      "Check the address or region in the settings: something else may answer there, or the path may be wrong. The credential was not refused.",
      { status, trouble: "unreadable" },
    )
  return new CredentialError(refused, fix, { status })
}

/**
 * Reads an answer of a sign-in.
 * @throws CredentialError where it is not what the API documents
 */
export const readAnswer = <T>(
  schema: v.GenericSchema<unknown, T>,
  text: string,
  where: string,
): T => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    json = undefined
  }
  const parsed = v.safeParse(schema, json)
  if (parsed.success) return parsed.output
  throw new CredentialError(
    `${where} did not answer as its API documents.`,
    "Check the address: something else may be listening there.",
    { trouble: "unreadable" },
  )
}
