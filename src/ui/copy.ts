import { announce } from "./announce.ts"

/** Copies a text and says so, or that it could not. `label` says what it is: "digest". */
export const copy = async (text: string, label: string): Promise<boolean> => {
  let done = true
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    // No permission, or the page came over plain HTTP from another host.
    done = false
  }
  announce(done ? `Copied ${label}` : `Could not copy ${label}`)
  return done
}
