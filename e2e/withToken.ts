import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Page, Request, Route } from "@playwright/test"
import { expect } from "./fixtures.ts"

/** A server of its own that asks for an access token, as long as the work lasts. */
export const withToken = async (
  worker: number,
  work: (server: { readonly origin: string; readonly token: string }) => Promise<void>,
): Promise<void> => {
  const port = Number(process.env["WAYBILL_E2E_PORT"] ?? 5200) + worker * 10 + 5
  const data = mkdtempSync(join(tmpdir(), "waybill-e2e-"))
  const token = "an-access-token-of-this-test"
  const child = spawn("node", ["server/main.ts"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      PORT: String(port),
      WAYBILL_SANDBOX_PORT: String(port + 2),
      WAYBILL_DATA: data,
      WAYBILL_PACKAGES: "60",
      WAYBILL_ACCESS_TOKEN: token,
      LOG_LEVEL: "error",
    },
  })
  try {
    await new Promise<void>((resolve, reject) => {
      child.stdout.once("data", () => resolve())
      child.once("exit", (code) => reject(new Error(`The server ended with ${code}`)))
    })
    await work({ origin: `http://127.0.0.1:${port}`, token })
  } finally {
    const ended = new Promise((resolve) => child.once("exit", resolve))
    child.kill("SIGTERM")
    await ended
    rmSync(data, { recursive: true, force: true })
  }
}

/** Fills in what the sign-in page asks. */
export const signIn = async (page: Page, token: string): Promise<void> => {
  // Until it is known that nobody is signed in, another form may stand there.
  await expect(page.getByRole("heading", { name: "Sign in to Waybill" })).toBeVisible()
  await page.getByLabel("Access token").fill(token)
  await page.getByRole("button", { name: "Sign in" }).click()
  // Else it is over whatever comes to stand there: a row, which is asked for ahead of its press.
  await page.mouse.move(0, 0)
}

/**
 * Ends a session as time does: nobody tells the page, and somebody goes on with it. What it asks for by
 * itself meanwhile waits until they did: it would learn of the end from that, and be gone before.
 * @param goOn what they do
 */
export const endSession = async (
  page: Page,
  origin: string,
  goOn: () => Promise<unknown>,
): Promise<void> => {
  const api = `${origin}/api/`
  const held = new Set<Request>()
  const gone = Promise.withResolvers<void>()
  const hold = async (route: Route): Promise<void> => {
    held.add(route.request())
    await gone.promise
    await route.fallback()
  }
  await page.route(`${api}**`, hold)
  // What was asked for before is answered as it was asked, in the session.
  const underWay = async (): Promise<readonly string[]> =>
    (await page.requests())
      .filter((one) => !held.has(one) && !one.existingResponse() && !one.failure())
      .flatMap((one) => (one.url().startsWith(api) ? one.url() : []))
  await expect.poll(underWay).toEqual([])
  const headers = {
    origin,
    "sec-fetch-site": "same-origin",
    "content-type": "application/json",
  }
  const ended = await page.request.delete(`${origin}/api/session`, { headers })
  expect(ended.ok()).toBe(true)
  await goOn()
  // From here on it holds nothing.
  gone.resolve()
}
