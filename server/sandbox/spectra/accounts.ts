/** The organization of the sandbox's Portal. */
export const organization = "Sandbox"
/** The group whose members the tokens belong to. */
export const allowedGroup = "Default"
/** Exists, but not for these tokens: 403. */
export const restrictedGroup = "Restricted"

/** A personal access token is fixed text, made in the Portal; it has the rights of its owner. */
export const token = "sandbox-spectra-token"
