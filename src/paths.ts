/** The only place where a URL of the app is spelled and encoded. Imports nothing. */

type Step = { readonly in: string; readonly id: string }

const segment = (text: string): string => encodeURIComponent(text)

const query = (params: URLSearchParams | string | undefined): string => {
  const text = params === undefined ? "" : params.toString()
  return text === "" ? "" : `?${text}`
}

const placePath = (place: readonly Step[]): string =>
  place.map((step) => `/${segment(step.in)}/${segment(step.id)}`).join("")

export const paths = {
  overview: () => "/",
  packages: (params?: URLSearchParams | string) => `/packages${query(params)}`,
  connections: () => "/connections",
  newConnection: (provider?: string) =>
    `/connections/new${provider ? `?provider=${segment(provider)}` : ""}`,
  connection: (id: string) => `/connections/${segment(id)}`,
  settings: () => "/settings",
  /** What came of one step of a job of this tab. */
  result: (job: string, step: string) => `/results/${segment(job)}/${segment(step)}`,
  /** A list of a resource at a place of a connection. */
  list: (
    connection: string,
    place: readonly Step[],
    resource: string,
    params?: URLSearchParams | string,
  ) => `/c/${segment(connection)}${placePath(place)}/${segment(resource)}${query(params)}`,
  /** One item: the place names it. */
  item: (connection: string, place: readonly Step[], params?: URLSearchParams | string) =>
    `/c/${segment(connection)}${placePath(place)}${query(params)}`,
} as const

/** The part of an address behind `/c/:connection/`, still encoded: the router's own params are decoded once too often. */
export const splatOf = (pathname: string): string => pathname.split("/").slice(3).join("/")

/** Whether an address leads to rows: a list of a connection, or the one of all packages. */
export const leadsToRows = (pathname: string): boolean =>
  pathname === paths.packages() ||
  (pathname.startsWith("/c/") && readPlace(splatOf(pathname))?.resource !== undefined)

/**
 * Whether a path that was kept somewhere, or came with a file, is what it seems to be: all packages or
 * something of a connection, written as a browser writes it. Nothing in it would be stripped, resolved
 * or taken for a host: `/\t/evil.example` leads to another place than it shows.
 */
export const staysHere = (path: string): boolean => {
  const base = "http://waybill.invalid"
  if (!URL.canParse(path, base) || new URL(path, base).pathname !== path) return false
  const [, c, connection, ...splat] = path.split("/")
  if (c !== "c") return path.replace(/\/$/, "") === paths.packages()
  const target = readPlace([connection, ...splat].join("/"))
  return connection !== "" && splat.some((part) => part !== "") && target !== undefined
}

/** What the part of a URL behind `/c/:connection/` means: an odd count of segments is a list. */
export const readPlace = (
  splat: string,
): { place: readonly Step[]; resource: string | undefined } | undefined => {
  const parts = splat.split("/").filter((part) => part !== "")
  const decoded: string[] = []
  for (const part of parts) {
    try {
      decoded.push(decodeURIComponent(part))
    } catch {
      return undefined
    }
  }
  const place: Step[] = []
  for (let at = 0; at + 1 < decoded.length; at += 2) {
    const [into, id] = [decoded[at], decoded[at + 1]]
    if (into === undefined || id === undefined) return undefined
    place.push({ in: into, id })
  }
  return { place, resource: decoded.length % 2 === 1 ? decoded.at(-1) : undefined }
}
