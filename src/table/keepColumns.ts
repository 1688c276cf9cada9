/** Leaves out of `cols` and `pin` what is no column that is shown. */
export const keepColumns = (params: URLSearchParams, columns: readonly string[]): void => {
  for (const name of ["cols", "pin"]) {
    const known = params
      .get(name)
      ?.split(",")
      .filter((id) => columns.includes(id))
    if (known?.length) params.set(name, known.join())
    else params.delete(name)
  }
}
