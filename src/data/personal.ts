/** What this browser remembers of a person besides answers, by its name in storage: it goes with them. */
export const personal = {
  recents: "waybill.recents",
  tests: "waybill.tests",
  lacking: "waybill.lacking",
  left: "waybill.left",
} as const

/** Forgets it before anything of it is read: those who remember read it when they are first asked. */
export const forgetPerson = (): void => {
  for (const slot of Object.values(personal)) {
    localStorage.removeItem(slot)
    sessionStorage.removeItem(slot)
  }
}

let here: string | undefined

/** Says who is here; undefined: whoever it was has signed out, here or in another tab. */
export const seeHere = (user: string | undefined): void => {
  here = user
}

/** Who is here, or was until their session ended. */
export const lastHere = (): string | undefined => here
