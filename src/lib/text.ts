/** Folds case and accents away, so that "Müller" is found by "muller". */
export const fold = (text: string): string =>
  // Most of what is folded has neither, and there is very much of it.
  /\P{ASCII}/u.test(text)
    ? text
        .normalize("NFKD")
        .replace(/\p{M}+/gu, "")
        .toLowerCase()
    : text.toLowerCase()

/**
 * A count with its thousands set apart: "12,345". Not by `Intl`, whose data takes 20 ms to load: counts
 * stand above the first rows.
 */
export const formatCount = (count: number): string =>
  String(count).replace(/\B(?=(?:\d{3})+$)/g, ",")

/** "1 package", "1,200 packages". */
export const counted = (count: number, one: string, many: string): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`

/** The text with a full stop, where it ends with no sign of its own: others speak before and behind it. */
export const sentence = (text: string): string =>
  /[\p{L}\p{N})\]"'”’]$/u.test(text) ? `${text}.` : text

/** Keeps both ends of a long opaque text: "0f1e2d3c…9a8b". */
export const shorten = (text: string, keep = 8): string =>
  text.length <= keep * 2 + 1 ? text : `${text.slice(0, keep)}…${text.slice(-4)}`
