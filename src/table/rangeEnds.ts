/** A range as a form has it: what stands at its two ends, and the sign of one that had only one. */
export type Ends = { readonly sign: string; readonly from: string; readonly to: string }

export const endsOf = (value: string): Ends => {
  const [, sign = "", end = ""] = /^([<>]=?)\s*(.+)$/.exec(value.trim()) ?? []
  if (sign.startsWith(">")) return { sign, from: end, to: "" }
  if (sign.startsWith("<")) return { sign, from: "", to: end }
  const [from = "", to = from] = value.split("..")
  return { sign, from: from.trim(), to: to.trim() }
}

/** The inverse of {@link endsOf}; a sign is kept as long as its end stands alone. */
export const rangeOf = ({ sign, from, to }: Ends): string => {
  if (sign.startsWith(">") && to === "") return `${sign}${from}`
  if (sign.startsWith("<") && from === "") return `${sign}${to}`
  return `${from}..${to}`
}

/** The end that the range leaves out itself; undefined: both are in it. */
export const leftOut = ({ sign, from, to }: Ends): string | undefined => {
  if (sign === ">" && to === "") return from
  return sign === "<" && from === "" ? to : undefined
}
