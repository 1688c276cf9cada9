import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Page } from "@playwright/test"
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
  await page.getByLabel("Access token").fill(token)
  await page.getByRole("button", { name: "Sign in" }).click()
  // Else it is over whatever comes to stand there: a row, which is asked for ahead of its press.
  await page.mouse.move(0, 0)
}

/** Ends a session as time does: nobody tells the page. */
export const endSession = async (page: Page, origin: string): Promise<void> => {
  const headers = {
    origin,
    "sec-fetch-site": "same-origin",
    "content-type": "application/json",
  }
  const ended = await page.request.delete(`${origin}/api/session`, { headers })
  expect(ended.ok()).toBe(true)
}
