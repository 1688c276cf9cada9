import type { Fetch } from "../../model/call.ts"
import type { Values } from "../../model/input.ts"

/** Settings and secrets of one way to sign in. */
export type SignIn = { readonly settings: Values; readonly secrets: Values }

type Exchanged = { readonly status: number; readonly contentType: string; readonly text: string }

/** What the gateway knows of a provider, as far as it takes to speak for it. */
export type Speaker = {
  readonly base: (settings: Values) => URL
  readonly authenticate: (
    access: SignIn,
    exchange: (url: URL, init: RequestInit) => Promise<Exchanged>,
  ) => Promise<{ readonly header: string }>
  readonly routes: readonly { readonly method: string; readonly path: RegExp }[]
  readonly redirects?: readonly { readonly method: string; readonly path: RegExp }[]
}

export type Connected = { readonly fetch: Fetch; readonly settings: Values }

/**
 * Signs in as the gateway would, and sends what an adapter asks to the API it is meant for: with the
 * credential, and only where the gateway forwards it.
 */
export const connectTo = async (
  network: Fetch,
  access: SignIn,
  { authenticate, base, routes, redirects = [] }: Speaker,
): Promise<Connected> => {
  const { header } = await authenticate(access, async (url, init) => {
    const answer = await network(new Request(url, init))
    const contentType = answer.headers.get("content-type") ?? ""
    return { status: answer.status, contentType, text: await answer.text() }
  })
  const address = base(access.settings).href.replace(/\/$/, "")
  return {
    settings: access.settings,
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url)
      const allowed = routes.some(
        ({ method, path }) => method === request.method && path.test(pathname),
      )
      if (!allowed) throw new RangeError(`The gateway refuses ${request.method} ${pathname}.`)
      const asked = new Request(`${address}${pathname}${search}`, request)
      asked.headers.set("authorization", header)
      const answer = await network(asked)
      const to = answer.status === 302 && answer.headers.get("location")
      const follows = redirects.some(
        ({ method, path }) => method === request.method && path.test(pathname),
      )
      // Without the credential: the address is one.
      return to && follows ? await network(new Request(to, { signal: request.signal })) : answer
    },
  }
}
