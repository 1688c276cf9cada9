import { QueryClient, QueryObserver } from "@tanstack/react-query"
import { afterEach, expect, it, vi } from "vitest"
import { sampleConnection } from "../model/connectionSample.ts"
import { sampleResource } from "../model/resourceSample.ts"
import { jobs } from "./jobs.ts"
import { keys } from "./keys.ts"
import { uploadFiles } from "./upload.ts"

afterEach(() => jobs.clear())

it("sends the next file while a long list that the one before changed is still being read anew", async () => {
  const connection = sampleConnection({})
  const resource = sampleResource()
  const client = new QueryClient()
  const queryKey = keys.everything(connection.id)
  client.setQueryData(queryKey, "before")
  const reads = vi.fn<() => Promise<string>>(() => Promise.withResolvers<string>().promise)
  const leave = new QueryObserver(client, {
    queryKey,
    queryFn: reads,
    staleTime: Infinity,
  }).subscribe(() => undefined)
  const sent: string[] = []
  const upload = {
    label: "Upload",
    about: "",
    inputs: () => [],
    check: () => ({}),
    touches: [resource.id],
    send: (_call: unknown, { name }: { readonly name: string }) => {
      sent.push(name)
      return Promise.resolve([{ in: "packages", id: name }])
    },
  }
  uploadFiles(
    client,
    { connection, resource, upload, place: [] },
    ["a", "b"].map((name) => ({ file: new File([], name), values: {} })),
    { item: () => "", home: "", draft: () => "" },
  )
  await vi.waitFor(() => expect(jobs.list()[0]?.state).toBe("ended"))
  expect(sent).toEqual(["a", "b"])
  expect(reads).toHaveBeenCalled()
  leave()
})
