/** Reads and writes this browser's own preferences; where storage is switched off, they last a page. */
const memory = new Map<string, string>()

export const readStored = (name: string): string | undefined => {
  try {
    return localStorage.getItem(`waybill.${name}`) ?? undefined
  } catch {
    return memory.get(name)
  }
}

export const writeStored = (name: string, value: string): void => {
  memory.set(name, value)
  try {
    localStorage.setItem(`waybill.${name}`, value)
  } catch {
    // Kept in memory, above.
  }
}
