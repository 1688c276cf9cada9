/** The organization of the sandbox's Portal. */
export const organization = "Sandbox"
/** The group whose members the tokens belong to. */
export const allowedGroup = "Default"
/** Exists, but not for these tokens: 403. */
export const restrictedGroup = "Restricted"

/** A personal access token is fixed text, made in the Portal; it has the rights of its owner. */
export const tokens = {
  owner: "sandbox-spectra-token",
  observer: "sandbox-spectra-observer-token",
} as const

/** Observers read, and do nothing else. */
export type Role = "owner" | "observer"

/** Whom a token belongs to; undefined for one that was never issued. */
export const roleOf = (token: string | undefined): Role | undefined => {
  if (token === tokens.owner) return "owner"
  return token === tokens.observer ? "observer" : undefined
}

/** Who has reviewed what was reviewed with the owner's token. */
export const ownerUser = { user: "sandbox.owner@example.com", role: "GroupOwner" } as const
