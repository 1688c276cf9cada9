// A worker that keeps the indexes of large lists: it serves the port that it is sent.
import { serveRows } from "./serveRows.ts"

globalThis.addEventListener("message", ({ ports: [port] }: MessageEvent) => {
  if (port) serveRows(port)
})
