/**
 * What a table of ours says of a word that came from elsewhere. Looked up plainly, "constructor" would
 * find what every object inherits.
 */
export const own = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined
