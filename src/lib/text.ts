/** Folds case and accents away, so that "Müller" is found by "muller". */
export const fold = (text: string): string =>
  // Most of what is folded has neither, and there is very much of it.
  /\P{ASCII}/u.test(text)
    ? text
        .normalize("NFKD")
        .replace(/\p{M}+/gu, "")
        .toLowerCase()
    : text.toLowerCase()

/** "1 package", "1,200 packages". */
export const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`

/** Keeps both ends of a long opaque text: "0f1e2d3c…9a8b". */
export const shorten = (text: string, keep = 8): string =>
  text.length <= keep * 2 + 1 ? text : `${text.slice(0, keep)}…${text.slice(-4)}`
