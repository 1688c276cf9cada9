import * as v from "valibot"
import { ProviderError } from "../../model/error.ts"
import { valueOf } from "../../model/field.ts"
import type { Call } from "../../model/call.ts"
import { idOf } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"
import { ask, askFile } from "../http.ts"
import type { Send } from "../http.ts"
import { getPackage } from "./get.ts"

/**
 * A request to an address that the API handed out. The gateway knows which it handed out to this
 * connection, forwards to those alone, and sends no credential along: the address is one.
 */
const to = (address: string, doing: string): Send => ({
  path: "/elsewhere",
  headers: { "waybill-elsewhere": address },
  problem: (_body, { status }) => ({
    // Its own words are XML, and a refused address says nothing of the connection's credential.
    trouble: "broken",
    title: `The store behind the API did not ${doing} (status ${status}).`,
  }),
})

/** Sends the file to the address that "create" answered. @throws ProviderError */
export const store = async (call: Call, address: string, file: Blob): Promise<void> => {
  await ask(call, {
    ...to(address, "take the file"),
    // The API says where, not how; addresses that are signed in advance are for PUT.
    method: "PUT",
    file,
    schema: v.unknown(),
  })
}

/** The file of a package, by an address that is asked for anew. @throws ProviderError */
export const download = async (call: Call, at: Place): Promise<Response> => {
  const row = await getPackage(call, idOf(at, "packages"))
  const address = valueOf(row, "downloadUrl")
  if (typeof address === "string" && address !== "")
    return await askFile(call, to(address, "give the file"))
  throw new ProviderError({
    trouble: "missing",
    title: "The API gives no address for the file of this package.",
    detail: "Its upload has not succeeded.",
  })
}
