import { expect, test } from "vitest"
import { maybeDone, ProviderError } from "../model/error.ts"
import { unsureIfAway } from "./connectionChanges.ts"

test("a connection whose saving our own server's absence cut off may have been saved; one that was refused was not", async () => {
  const away = new ProviderError({ trouble: "away", title: "It is away." })
  await expect(unsureIfAway(Promise.reject(away))).rejects.toMatchObject({
    problem: { trouble: "away", title: "It is away.", detail: maybeDone },
  })
  const refused = new ProviderError({ trouble: "invalid", title: "No." })
  await expect(unsureIfAway(Promise.reject(refused))).rejects.toBe(refused)
  await expect(unsureIfAway(Promise.resolve(1))).resolves.toBe(1)
})
