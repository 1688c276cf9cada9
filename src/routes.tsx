import type { QueryClient } from "@tanstack/react-query"
import { createBrowserRouter } from "react-router"
import { connectionsQuery } from "./data/connections.ts"
import { prefetchApp, prefetchPlace } from "./data/prefetch.ts"
import { markShown } from "./lib/behind.ts"
import { Root } from "./pages/Root.tsx"
import { leadsToRows } from "./paths.ts"
import { RouteTrouble } from "./shell/RouteTrouble.tsx"

/** Every URL and the page behind it. Loaders start what a page needs and never wait for it. */
export const createRouter = (client: QueryClient) => {
  prefetchApp(client)
  if (!leadsToRows(globalThis.location.pathname)) markShown()
  let first = client.getQueryData(connectionsQuery.queryKey) !== undefined
  return createBrowserRouter([
    {
      path: "/",
      Component: Root,
      HydrateFallback: () => null,
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
                // The first page is drawn once, and not first without what came along with it.
                if (first) await begun
                first = false
                return null
              },
              lazy: () => import("./pages/Place.tsx"),
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
}
