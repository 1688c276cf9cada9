import { ProviderError } from "../../model/error.ts"
import type { Call } from "../../model/call.ts"

/** The account whose packages these are; it is part of every path. @throws ProviderError */
export const accountOf = ({ settings }: Call): string => {
  const account = settings["account"]?.trim()
  if (account) return account
  throw new ProviderError({
    trouble: "invalid",
    title: "This connection has no account id. Add it in the connection's settings.",
    fields: { account: "Missing" },
  })
}
