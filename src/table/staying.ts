/** Px that columns which stay leave to the others: in fewer none of those could be read. */
const leftOver = 160

/**
 * How many of the columns that are to stay in sight may, so that the others are not hidden for good.
 * @param widths of those that are to stay, in order, in px
 * @param room px of all columns on screen
 */
export const mostStaying = (widths: readonly number[], room: number): number => {
  let left = room - leftOver
  const over = widths.findIndex((width) => (left -= width) < 0)
  return over < 0 ? widths.length : over
}
