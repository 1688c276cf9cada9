/** A thing that needs others of the same list, by name. */
export type Node = { readonly name: string; readonly needs: readonly string[] }

/** Where a thing stands among those that need each other. */
export type Standing = {
  /** 0 needs no other one; 1 needs such ones alone, and so on. Undefined: in or above a circle. */
  readonly level: number | undefined
  /** It needs itself in the end, through these in turn. */
  readonly circle: readonly string[]
  /** What it needs and the list does not have. */
  readonly lacks: readonly string[]
  readonly neededBy: readonly string[]
}

/** The shortest way from what a node needs back to it; empty where there is none. */
const circleOf = (start: string, needs: ReadonlyMap<string, readonly string[]>): string[] => {
  const before = new Map<string, string>()
  const queue = [start]
  for (const at of queue)
    for (const next of needs.get(at) ?? []) {
      if (next === start) {
        const way = [start]
        for (let step = at; step !== start; step = before.get(step) ?? start) way.unshift(step)
        return [start, ...way]
      }
      if (before.has(next) || !needs.has(next)) continue
      before.set(next, at)
      queue.push(next)
    }
  return []
}

/** How things need each other, however they do: circles are found and named, and end nothing. */
export const standingsOf = (nodes: readonly Node[]): ReadonlyMap<string, Standing> => {
  const needs = new Map<string, readonly string[]>()
  for (const { name, needs: more } of nodes)
    needs.set(name, [...new Set([...(needs.get(name) ?? []), ...more])])
  const neededBy = new Map<string, string[]>()
  for (const [name, all] of needs)
    for (const one of all) neededBy.set(one, [...(neededBy.get(one) ?? []), name])
  const levels = new Map<string, number>()
  const open = new Map(
    [...needs].map(([name, all]) => [name, all.filter((one) => needs.has(one)).length]),
  )
  const ready = [...open].flatMap(([name, left]) => (left === 0 ? [name] : []))
  for (const name of ready) {
    const below = (needs.get(name) ?? []).flatMap((one) => levels.get(one) ?? [])
    levels.set(
      name,
      below.reduce((high, level) => Math.max(high, level + 1), 0),
    )
    for (const above of neededBy.get(name) ?? []) {
      const left = (open.get(above) ?? 0) - 1
      open.set(above, left)
      if (left === 0) ready.push(above)
    }
  }
  return new Map(
    [...needs].map(([name, all]) => [
      name,
      {
        level: levels.get(name),
        circle: levels.has(name) ? [] : circleOf(name, needs),
        lacks: all.filter((one) => !needs.has(one)),
        neededBy: neededBy.get(name) ?? [],
      },
    ]),
  )
}
