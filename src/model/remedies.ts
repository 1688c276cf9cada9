import { isAbort } from "../lib/aborted.ts"
import { isUnloaded } from "../lib/unloaded.ts"
import { downWords } from "./down.ts"
import { isAway, ProviderError } from "./error.ts"
import type { Problem, Trouble } from "./error.ts"
import type { Place } from "./place.ts"
import { statusOf } from "./problemWords.ts"

export type Remedy = {
  readonly tone: "warn" | "fail"
  /** Said where the problem itself has no sentence of its own. */
  readonly title: string
  /** What a person can do. */
  readonly remedy: string
  /** The same of a read that is asked for again by itself: with nobody doing anything it may be answered. */
  readonly again?: string
  /** Asking once more, unchanged, may help. */
  readonly retry: boolean
  /** What has to change is in the connection's settings. */
  readonly settings: boolean
}

/** Said of a read that may be answered with nobody doing anything. */
export const asksAgain = "Waybill asks again by itself."

/** What to do about each way a call can fail. */
export const remedies: Readonly<Record<Trouble, Remedy>> = {
  away: {
    tone: "fail",
    title: "Waybill's own server could not be reached.",
    // That all that is on screen is asked for again by itself is said where it is (TroubleDetails).
    remedy: "Check that it still runs, and your connection to it.",
    retry: true,
    settings: false,
  },
  offline: {
    tone: "fail",
    title: "The provider could not be reached.",
    remedy: "Check that its address is right and that this server may reach it, then try again.",
    again: `Check that its address is right and that this server may reach it. ${asksAgain}`,
    retry: true,
    settings: false,
  },
  untrusted: {
    tone: "fail",
    title: "The provider's certificate is not trusted.",
    remedy:
      "Nothing was sent. If the certificate is signed by an authority of your own, give that authority in the connection's settings.",
    retry: true,
    settings: true,
  },
  "signed-out": {
    tone: "fail",
    title: "The provider did not accept the credential.",
    remedy: "It may have expired or been revoked. Enter a new one in the connection's settings.",
    retry: true,
    settings: true,
  },
  forbidden: {
    tone: "warn",
    title: "This credential may not see that.",
    remedy:
      "Ask an administrator of the provider for the role, or use another credential for this connection.",
    retry: true,
    settings: true,
  },
  missing: {
    tone: "warn",
    title: "The provider has no such thing.",
    remedy: "It may have been deleted or renamed. Go back to the list and look for it there.",
    retry: true,
    settings: false,
  },
  conflict: {
    tone: "warn",
    title: "It exists already, or has changed meanwhile.",
    remedy: "Load it again to see how it is now, then repeat what you wanted to do.",
    retry: true,
    settings: false,
  },
  invalid: {
    tone: "warn",
    title: "The provider refused the request.",
    remedy: "Its message says what it did not like. Change the filter or input it names.",
    retry: false,
    settings: false,
  },
  throttled: {
    tone: "warn",
    title: "Too many requests; the provider asks to wait.",
    remedy: "Its limit is per credential, so other tools that use the same one count too.",
    retry: true,
    settings: false,
  },
  capacity: {
    tone: "warn",
    title: "An allowance of this account is used up.",
    remedy: "This does not mean that nothing was found. Ask whoever manages the account for more.",
    retry: false,
    settings: false,
  },
  unsupported: {
    tone: "warn",
    title: "This installation of the provider does not offer that.",
    remedy: "A newer version of the provider may; everything else of it works.",
    retry: false,
    settings: false,
  },
  broken: {
    tone: "fail",
    title: "The provider failed.",
    remedy: "Try again in a moment. If it goes on, give its support these details.",
    again: `${asksAgain} If it goes on, give its support these details.`,
    retry: true,
    settings: false,
  },
  unreadable: {
    tone: "fail",
    title: "The provider's answer could not be read.",
    remedy:
      "It is not what its API documents. Check that the address leads to the API itself, not to a sign-in page or proxy before it.",
    retry: true,
    settings: true,
  },
}

/** What a list that is not there means: where it stands, whoever reads it is on it already. */
const missingList = (place: Place): Remedy =>
  place.length === 0
    ? {
        ...remedies.missing,
        title: "There is no such list at this address.",
        remedy:
          "Most likely the address, or a name in the connection's settings such as the organization, group or account, is not right. Check them there.",
        settings: true,
      }
    : {
        ...remedies.missing,
        title: "There is no such list here.",
        remedy:
          "What it belongs to may have been deleted or renamed. Go up, and look for it there.",
      }

/** A failure as it is told, whatever was thrown. */
export type Told = Omit<Remedy, "title"> &
  Pick<Problem, "title"> &
  Partial<Problem> & {
    /** It is a part of the app itself; of a newer release only a new page has it. */
    readonly reload?: true
  }

/**
 * Turns whatever was thrown into words. Undefined for an abort: someone wanted that.
 * @param list where the list stands, if a whole one failed
 */
export const tell = (error: unknown, list?: Place): Told | undefined => {
  if (error instanceof ProviderError) {
    if (list && error.trouble === "missing") return { ...error.problem, ...missingList(list) }
    const { title, ...remedy } = remedies[error.trouble]
    return { ...remedy, ...error.problem, title: error.problem.title || title }
  }
  const message = error instanceof Error ? error.message : String(error)
  if (isAbort(error)) return undefined
  if (isUnloaded(error))
    return {
      tone: "warn",
      title: "A part of the app could not be loaded.",
      remedy:
        "Waybill's own server is away, or has a newer release. Try again; if it stays away, reload the page.",
      reload: true,
      retry: true,
      settings: false,
      detail: message,
    }
  return {
    tone: "fail",
    title: "This part of the page failed.",
    remedy: "The fault is ours, not the provider's. Try again; if it stays, report these details.",
    retry: true,
    settings: false,
    detail: message,
  }
}

/**
 * Whether a read that failed so may be answered a while later, with nobody doing anything. Where a credential
 * was refused it may not: some providers lock an account after a few tries.
 */
export const mayEnd = ({ again }: Pick<Partial<Told>, "again">): boolean => again !== undefined

/** What is to be done about a read that failed. */
export const remedyOf = (told: Told): string => {
  if (told.again === undefined) return told.remedy
  const usual = told.trouble !== undefined && told.remedy === remedies[told.trouble].remedy
  return usual ? told.again : `${told.remedy} ${asksAgain}`
}

/** A failure where nothing around it says whose it is: "Portal: The provider failed." */
export const namedAfter = (connection: string | undefined, cause: unknown): unknown => {
  const told = cause instanceof ProviderError && !isAway(cause) ? tell(cause) : undefined
  return cause instanceof ProviderError && told && connection !== undefined
    ? new ProviderError({ ...cause.problem, title: `${connection}: ${told.title}` }, cause)
    : cause
}

/** The provider's own words, less how long to wait: that is another number with each answer. */
const steadyWords = ({ trouble, detail }: Told): string | undefined =>
  trouble === "throttled" ? detail?.replaceAll(/\d+/g, "0") : detail

/**
 * Whether who was told of the one failure of a connection has been told of the other, too. Of one that is
 * down, whatever fails for that reason is the same.
 */
export const toldAlike = (one: unknown, other: unknown): boolean => {
  const down = downWords(one)
  if (down !== undefined) return downWords(other) === down
  const [first, second] = [tell(one), tell(other)]
  return (
    first !== undefined &&
    first.title === second?.title &&
    steadyWords(first) === steadyWords(second) &&
    first.remedy === second.remedy
  )
}

/** The facts of a failure, one a line, for a ticket. */
export const detailsOf = (told: Told, connection?: string): string =>
  [
    told.title,
    told.detail === undefined ? undefined : `Message: ${told.detail}`,
    connection === undefined ? undefined : `Connection: ${connection}`,
    told.trouble === undefined ? undefined : `Kind: ${told.trouble}`,
    statusOf(told) === undefined ? undefined : `Status: ${String(statusOf(told))}`,
    told.code === undefined ? undefined : `Code: ${told.code}`,
    told.requestId === undefined ? undefined : `Request id: ${told.requestId}`,
    ...Object.entries(told.fields ?? {}).map(([field, said]) => `${field}: ${said}`),
    `Time: ${new Date().toISOString()}`,
  ]
    .filter((line) => line !== undefined)
    .join("\n")
