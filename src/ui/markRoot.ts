/**
 * A ref that has the root of the document carry a mark for as long as anything with it is there. Rules of
 * far places go by that, and not by `:has()`: such a rule of the root is matched anew, over all of the
 * page, with every row that comes or goes, which was a third of what style cost a scroll frame.
 */
export const markRoot = (mark: string): (() => () => void) => {
  let there = 0
  const count = (by: number): void => {
    there += by
    document.documentElement.toggleAttribute(mark, there > 0)
  }
  return () => {
    count(1)
    return () => count(-1)
  }
}
