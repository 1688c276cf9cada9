import { QueryClientProvider } from "@tanstack/react-query"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { RouterProvider } from "react-router"
import { createClient } from "./data/client.ts"
import { createRouter } from "./routes.tsx"

const root = document.getElementById("root")
if (!root) throw new Error("index.html has no #root")

const client = createClient()
const router = createRouter(client)
// While the first page is on its way.
const page = createRoot(root)

const draw = (): void =>
  page.render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )

// Drawn before the first page's own file is there, it would be drawn as nothing, and then anew.
if (router.state.initialized) draw()
else {
  const stop = router.subscribe(({ initialized }) => {
    if (!initialized) return
    stop()
    draw()
  })
}
