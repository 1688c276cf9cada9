import type { QueryClient } from "@tanstack/react-query"
import { createBrowserRouter } from "react-router"
import type { Location, RouterState } from "react-router"
import { connectionsQuery } from "./data/connections.ts"
import { prefetchApp, prefetchPlace } from "./data/prefetch.ts"
import { markRowsFirst, markShown } from "./lib/behind.ts"
import { Place } from "./pages/Place.tsx"
import { Root } from "./pages/Root.tsx"
import { leadsToRows } from "./paths.ts"
import { comingRail } from "./shell/comingRail.ts"
import { rememberQuery } from "./shell/lastQuery.ts"
import { RouteTrouble } from "./shell/RouteTrouble.tsx"

/** One that cannot be loaded is told where it is drawn. */
const railOrNone = async (): Promise<null> => {
  await comingRail.come().catch(() => undefined)
  return null
}

/**
 * Every URL and the page behind it. Loaders start what a page needs and do not wait for it, but for the
 * very first page: whatever came along with it from the server is waited for, and drawn at once.
 */
export const createRouter = (client: QueryClient) => {
  prefetchApp(client)
  const { pathname } = globalThis.location
  if (!leadsToRows(pathname)) markShown()
  let first =
    pathname.startsWith("/c/") && client.getQueryData(connectionsQuery.queryKey) !== undefined
  const router = createBrowserRouter([
    {
      path: "/",
      Component: Root,
      ErrorBoundary: RouteTrouble,
      // A page without rows is drawn at once with all that is around it.
      loader: () => (pathname.startsWith("/c/") ? null : railOrNone()),
      // Once: a letter typed must not wait for a loader.
      shouldRevalidate: () => false,
      children: [
        {
          ErrorBoundary: RouteTrouble,
          children: [
            { index: true, lazy: () => import("./pages/Overview.tsx") },
            { path: "packages", lazy: () => import("./pages/Search.tsx") },
            {
              path: "c/:connection/*",
              loader: async ({ request }) => {
                const begun = prefetchPlace(client, new URL(request.url))
                if (first && (await begun)) markRowsFirst()
                first = false
                return null
              },
              Component: Place,
            },
            { path: "connections", lazy: () => import("./pages/Connections.tsx") },
            { path: "connections/new", lazy: () => import("./pages/NewConnection.tsx") },
            { path: "connections/:connection", lazy: () => import("./pages/Connection.tsx") },
            { path: "results/:job/:step", lazy: () => import("./pages/Result.tsx") },
            { path: "settings", lazy: () => import("./pages/Settings.tsx") },
            { path: "*", lazy: () => import("./pages/NotFound.tsx") },
          ],
        },
      ],
    },
  ])
  // Not with the page that is drawn: of two changes at once, a search that ends and an item that is
  // opened, the first one is never drawn.
  let at: Location | undefined
  const remember = ({ location }: RouterState): void => {
    if (location === at) return
    at = location
    rememberQuery(location.pathname, location.search)
  }
  remember(router.state)
  router.subscribe(remember)
  return router
}
