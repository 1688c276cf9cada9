/**
 * Reads `Name: value` lines up to the first empty one, as in mails, Debian control files and the
 * metadata of Python packages. A line that begins with a space goes on with the one before. Names come
 * in lower case; a name may come more than once.
 */
export const readHeaders = (text: string): ReadonlyMap<string, readonly string[]> => {
  const headers = new Map<string, string[]>()
  let current: string[] | undefined
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "") break
    const [, name, value] = /^([A-Za-z0-9-]+):\s*(.*)$/.exec(line) ?? []
    if (name !== undefined) {
      current = headers.get(name.toLowerCase()) ?? []
      headers.set(name.toLowerCase(), current)
      current.push(value?.trim() ?? "")
    } else if (current && /^[ \t]/.test(line))
      current.push(`${current.pop() ?? ""}\n${line.trim()}`)
  }
  return headers
}
