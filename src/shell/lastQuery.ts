/** The query string with which each list was left, so that a way back up leads to the same view. */
const left = new Map<string, string>()

export const rememberQuery = (pathname: string, search: string): void => {
  if (search === "") left.delete(pathname)
  else left.set(pathname, search)
}

/** The path with the query it was left with, unless it already says its own. */
export const withLastQuery = (path: string): string =>
  path.includes("?") ? path : `${path}${left.get(path) ?? ""}`
