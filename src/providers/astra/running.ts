import { ProviderError } from "../../model/error.ts"
import type { Call } from "../../model/call.ts"
import type { Block } from "../../model/part.ts"
import { readUpgrades } from "./upgradeCalls.ts"
import { all, within } from "./versions.ts"
import type { Answer, Range } from "./versions.ts"

/** In which versions a component runs, as far as Astra says, and in how many places each. */
export type Running = {
  readonly of: (component: string) => ReadonlyMap<string, number>
  /** Why it is not known; undefined where Astra answered. */
  readonly unknown: Block | undefined
}

/**
 * Which versions run. The API tells it through what may be upgraded alone: something without an
 * upgrade, or whose upgrades are all done, is not in its answer.
 * @throws ProviderError where the credential was refused
 */
export const readRunning = async (call: Call): Promise<Running> => {
  try {
    const places = new Map<string, Map<string, string>>()
    for (const { one } of await readUpgrades(call)) {
      const { componentName: name, currentVersion: version, state } = one
      // What an upgrade that is done calls current is not said: what was, or what is now.
      if (!name || !version || state === "complete") continue
      const versions = places.get(name) ?? new Map<string, string>()
      versions.set(one.componentID ?? one.componentInstance ?? one.id, version)
      places.set(name, versions)
    }
    return {
      of: (component) => {
        const counts = new Map<string, number>()
        for (const version of places.get(component)?.values() ?? [])
          counts.set(version, (counts.get(version) ?? 0) + 1)
        return counts
      },
      unknown: undefined,
    }
  } catch (cause) {
    if (!(cause instanceof ProviderError) || cause.trouble === "signed-out") throw cause
    return {
      of: () => new Map(),
      unknown: {
        kind: "note",
        tone: "warn",
        title: "Which versions run is not known: Astra did not list its upgrades.",
        detail: cause.message,
      },
    }
  }
}

/** What a package needs: a component, in a range of versions. */
export type Need = Range & { readonly component: string }

/** Whether what runs meets a need: everywhere, nowhere, or it is not known or not the same everywhere. */
export const isMet = (need: Need, versions: readonly string[]): Answer => {
  const answers = versions.map((version) => within(version, need))
  if (answers.length === 0) return "unclear"
  return answers.every((answer) => answer === "no")
    ? "no"
    : all(answers) === "yes"
      ? "yes"
      : "unclear"
}
