import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as v from "valibot"
import { afterAll, expect, test } from "vitest"
import { createSandbox } from "../index.ts"
import type { Sandbox } from "../index.ts"
import { bearer, demo, origin } from "./testing.ts"

const folder = mkdtempSync(join(tmpdir(), "waybill-portal-"))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const Status = v.object({ analysis: v.object({ status: v.string() }) })

const call = async (sandbox: Sandbox, path: string, init: RequestInit = {}): Promise<Response> => {
  const headers = new Headers(init.headers)
  headers.set("authorization", bearer)
  return await sandbox.fetch(
    new Request(`${origin}/spectra/api/public/v1/${path}`, { ...init, headers }),
  )
}

test("an analysis goes on where the sandbox was ended, and files go with their versions", async () => {
  const open = (): Sandbox => createSandbox({ file: join(folder, "world.sqlite"), packages: 20 })
  const first = open()
  const version = "Sandbox/Default/pkg:rl/P/k@1"
  await call(first, `scan/${version}`, {
    method: "POST",
    body: new Uint8Array(await demo()),
    headers: { "content-disposition": "attachment; filename=k.tgz" },
  })
  await first.close()

  const second = open()
  await second.fetch(
    new Request(`${origin}/_sandbox/worlds/default/clock`, {
      method: "PUT",
      body: JSON.stringify({ advance: 60_000 }),
    }),
  )
  const answer = await call(second, `status/${version}`)
  expect(v.parse(Status, await answer.json()).analysis.status).toBe("DONE")
  const files = (): readonly string[] => readdirSync(join(folder, "world-files"))
  expect(files()).toHaveLength(1)
  await call(second, "delete/Sandbox/Default/pkg:rl/P", { method: "DELETE" })
  expect(files()).toHaveLength(0)
  await second.close()
})
