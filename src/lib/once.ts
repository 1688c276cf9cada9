/**
 * Makes something when it is first asked for, and never again. For what `Intl` makes: the first of each
 * kind takes 5 to 20 ms, which the first rows of a list need not wait for.
 */
export const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
