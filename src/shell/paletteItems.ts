import type { Recent } from "../data/recents.ts"
import { relevance } from "../data/rows/relevance.ts"
import type { View } from "../data/views.ts"
import { fold, shorten } from "../lib/text.ts"
import type { Connection } from "../model/connection.ts"
import { providerNames } from "../model/provider.ts"
import type { ProviderId } from "../model/provider.ts"
import { wordsOf } from "../model/search.ts"
import { paths } from "../paths.ts"
import { seenAt } from "../table/seen.ts"
import { viewAddress } from "../table/viewAddress.ts"
import type { Command } from "../ui/commands.ts"
import { everywhere } from "./everywhere.ts"

/** One line of the palette. */
export type Item = {
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
  readonly provider?: ProviderId | undefined
  /** Found by these words too. */
  readonly also?: string | undefined
  readonly disabledReason?: string | undefined
  readonly to?: string | undefined
  readonly run?: (() => void) | undefined
}

export type Group = { readonly label: string; readonly items: readonly Item[] }

const pages: readonly Item[] = [
  { id: "page overview", label: "Overview", hint: "g o", to: paths.overview() },
  { id: "page packages", label: "All packages", hint: "g p", to: paths.packages() },
  { id: "page connections", label: "Connections", hint: "g c", to: paths.connections() },
  { id: "page new", label: "Add a connection", hint: "g n", to: paths.newConnection() },
  {
    id: "page settings",
    label: "Settings",
    hint: "g s",
    to: paths.settings(),
    also: "theme views",
  },
]

const found = (item: Item, words: readonly string[]): number | undefined => {
  const text = fold([item.label, item.hint ?? "", item.also ?? ""].join("\n"))
  return words.every((word) => text.includes(word)) ? relevance(text, words) : undefined
}

/** Those that have every word, the best first. Without words all of them, as they come. */
export const matching = (items: readonly Item[], words: readonly string[]): readonly Item[] => {
  if (words.length === 0) return items
  return items
    .flatMap((item) => {
      const rank = found(item, words)
      return rank === undefined ? [] : [{ item, rank }]
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}

export type Offer = {
  readonly text: string
  readonly commands: readonly Command[]
  readonly connections: readonly Connection[]
  readonly views: readonly View[]
  readonly recents: readonly Recent[]
  readonly themes: readonly Item[]
  /** Found in what was read so far. */
  readonly packages: readonly Item[]
  /** None of them has the text: their names are only like it. */
  readonly similar: boolean
}

const ofCommand = ({ id, label, hint, disabledReason, to, run }: Command): Item => ({
  id,
  label,
  hint: disabledReason ?? hint,
  disabledReason,
  to,
  run,
})

/**
 * What the palette offers for a text: what can be done here, the way up, pages, connections, themes and
 * packages; before anything is typed, what was looked at last instead of packages.
 */
export const groupsFor = (offer: Offer): readonly Group[] => {
  const words = wordsOf(offer.text)
  const of = (group: Command["group"]): readonly Item[] =>
    offer.commands
      .filter((command) => command.group === group)
      .toSorted((a, b) => Number(a.danger ?? false) - Number(b.danger ?? false))
      .map(ofCommand)
  const recent = offer.recents.map(({ path, title, where, provider }): Item => ({
    id: `recent ${path}`,
    label: title,
    hint: where,
    provider,
    to: path,
  }))
  const connected = offer.connections.map(({ id, name, provider }): Item => ({
    id: `connection ${id}`,
    label: name,
    hint: providerNames[provider],
    provider,
    to: paths.item(id, []),
  }))
  const views = offer.views.map((view): Item => ({
    id: `view ${view.id}`,
    label: view.name,
    hint: "View",
    to: viewAddress(view, seenAt(view.path)),
  }))
  const search: Item = {
    id: "everywhere",
    // Read out whole, however long, whenever it is marked.
    label: `Search everywhere for “${shorten(offer.text.trim(), 40)}”`,
    to: everywhere(offer.text),
  }
  const groups: readonly Group[] = [
    { label: "On this page", items: matching(of("here"), words) },
    { label: "Go up", items: matching(of("up"), words) },
    { label: "Recent", items: words.length === 0 ? recent : [] },
    { label: "Pages", items: matching([...pages, ...views], words) },
    { label: "Connections", items: matching(connected, words) },
    { label: "Theme", items: matching(offer.themes, words) },
    {
      label: offer.similar ? "Packages with similar names" : "Packages",
      items: words.length === 0 ? [] : [...offer.packages, search],
    },
  ]
  return groups.filter(({ items }) => items.length > 0)
}
