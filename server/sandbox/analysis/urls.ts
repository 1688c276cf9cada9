const pattern =
  /\bhttps?:\/\/(?:[A-Za-z0-9-]+\.)*[A-Za-z0-9-]+(?::\d{1,5})?(?:\/[^\s"'`<>{}|\\^[\]]*)?/g

/** What is longer is data. */
const longest = 2000

/** A sentence's or a bracket's end is not the address's. */
const trim = (url: string): string => {
  let end = url.length
  while (end > 0) {
    const last = url.charAt(end - 1)
    const unopened = last === ")" && !url.slice(0, end).includes("(")
    if (!unopened && !".,;:!?*_".includes(last)) break
    end -= 1
  }
  return url.slice(0, end)
}

/** The web addresses in a text with how often each is in it. Templates (`https://${host}/`) are none. */
export const findUrls = (text: string): ReadonlyMap<string, number> => {
  const found = new Map<string, number>()
  if (!text.includes("://")) return found
  for (const [match] of text.matchAll(pattern)) {
    if (match.length > longest) continue
    const url = trim(match)
    if (URL.canParse(url)) found.set(url, (found.get(url) ?? 0) + 1)
  }
  return found
}
