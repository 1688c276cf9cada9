import type { Sent } from "../providers/http.ts"
import { askWhetherThere } from "./comeBack.ts"
import { heard } from "./transport.ts"

const headersOf = (text: string): Headers => {
  const headers = new Headers()
  for (const line of text.trim().split(/[\r\n]+/)) {
    const at = line.indexOf(":")
    if (at > 0) headers.append(line.slice(0, at), line.slice(at + 1).trim())
  }
  return headers
}

/** Not fetch: only an XMLHttpRequest says how much of it has left. */
const post = (
  target: URL,
  request: Request,
  file: Blob,
  progress: Sent["progress"],
): Promise<Response> =>
  new Promise((resolve, reject) => {
    const { signal } = request
    const xhr = new XMLHttpRequest()
    const abort = (): void => xhr.abort()
    const end = (settle: () => void): void => {
      signal.removeEventListener("abort", abort)
      settle()
    }
    xhr.open(request.method, target)
    for (const [name, value] of request.headers) xhr.setRequestHeader(name, value)
    xhr.upload.addEventListener("progress", ({ loaded }) => progress?.(loaded, file.size))
    xhr.addEventListener("load", () =>
      end(() =>
        resolve(
          new Response(xhr.status === 204 ? null : xhr.responseText, {
            status: xhr.status,
            headers: headersOf(xhr.getAllResponseHeaders()),
          }),
        ),
      ),
    )
    xhr.addEventListener("error", () =>
      end(() => reject(new TypeError("The connection broke while the file was sent."))),
    )
    xhr.addEventListener("abort", () =>
      end(() => reject(new DOMException("Aborted", "AbortError"))),
    )
    if (signal.aborted) return end(() => reject(new DOMException("Aborted", "AbortError")))
    signal.addEventListener("abort", abort, { once: true })
    xhr.send(file)
  })

/** Sends a file to our own server. */
export const sendFile = async (...all: Parameters<typeof post>): Promise<Response> => {
  const [, { signal }] = all
  const answer = post(...all)
  // It also breaks where the file has changed, or is cut off on its way.
  await answer.catch(() => (signal.aborted ? undefined : askWhetherThere()))
  return heard(await answer)
}
