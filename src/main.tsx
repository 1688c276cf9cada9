import { QueryClientProvider } from "@tanstack/react-query"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { RouterProvider } from "react-router"
import { createClient } from "./data/client.ts"
import { createRouter } from "./routes.tsx"

const root = document.getElementById("root")
if (!root) throw new Error("index.html has no #root")

const client = createClient()

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={createRouter(client)} />
    </QueryClientProvider>
  </StrictMode>,
)
