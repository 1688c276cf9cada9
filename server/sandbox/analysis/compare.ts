import type { Analysis, Changed, Component, ContentFile, Delta, Difference } from "./types.ts"

const deltaBy = <T>(
  before: readonly T[],
  after: readonly T[],
  key: (item: T) => string,
): Delta<T> => {
  const had = new Set(before.map(key))
  const has = new Set(after.map(key))
  return {
    added: after.filter((item) => !had.has(key(item))),
    removed: before.filter((item) => !has.has(key(item))),
  }
}

const compareFiles = (before: readonly ContentFile[], after: readonly ContentFile[]) => {
  const had = new Map(before.map((file) => [file.path, file]))
  const changed = after.flatMap((file): readonly Changed<ContentFile>[] => {
    const old = had.get(file.path)
    return old && old.sha256 !== file.sha256 ? [{ before: old, after: file }] : []
  })
  return { ...deltaBy(before, after, ({ path }) => path), changed }
}

const nameOf = ({ ecosystem, name }: Component): string => `${ecosystem} ${name}`
const stateOf = (of: Component): string =>
  `${nameOf(of)} ${of.version} ${of.licence.declared ?? ""}`

/**
 * A component that is there once in both, in another version or under another licence, has changed.
 * Where there are several of one name, they are added and removed.
 */
const compareComponents = (before: readonly Component[], after: readonly Component[]) => {
  const { added, removed } = deltaBy(before, after, stateOf)
  const changed = added.flatMap((item): readonly Changed<Component>[] => {
    const name = nameOf(item)
    const old = removed.filter((one) => nameOf(one) === name)
    const others = added.filter((one) => nameOf(one) === name)
    const [only] = old
    return only && old.length === 1 && others.length === 1 ? [{ before: only, after: item }] : []
  })
  const paired = new Set(changed.flatMap((pair) => [pair.before, pair.after]))
  return {
    added: added.filter((item) => !paired.has(item)),
    removed: removed.filter((item) => !paired.has(item)),
    changed,
  }
}

const licenceIds = ({ components }: Analysis): readonly string[] =>
  [...new Set(components.flatMap(({ licence }) => licence.ids))].toSorted()

/** What an upload changed. Pure. */
export const compare = (before: Analysis, after: Analysis): Difference => ({
  identical: before.file.hashes.sha256 === after.file.hashes.sha256,
  files: compareFiles(before.contents, after.contents),
  components: compareComponents(before.components, after.components),
  dependencies: deltaBy(
    before.dependencies,
    after.dependencies,
    ({ purl, requirement }) => `${purl} ${requirement ?? ""}`,
  ),
  licences: deltaBy(licenceIds(before), licenceIds(after), (id) => id),
  vulnerabilities: deltaBy(before.vulnerabilities, after.vulnerabilities, ({ id }) => id),
  secrets: deltaBy(
    before.secrets,
    after.secrets,
    ({ kind, path, hint }) => `${kind} ${path} ${hint}`,
  ),
})
