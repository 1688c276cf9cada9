import type { QueryClient } from "@tanstack/react-query"
import { createBrowserRouter } from "react-router"
import { prefetchApp, prefetchPlace } from "./data/prefetch.ts"
import { Root } from "./pages/Root.tsx"
import { RouteTrouble } from "./shell/RouteTrouble.tsx"

/** Every URL and the page behind it. Loaders start what a page needs and never wait for it. */
export const createRouter = (client: QueryClient) => {
  prefetchApp(client)
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
              loader: ({ request }) => {
                void prefetchPlace(client, new URL(request.url))
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
