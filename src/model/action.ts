import type { Call } from "./call.ts"
import type { Problem } from "./error.ts"
import type { Row } from "./field.ts"
import type { Input, Values } from "./input.ts"
import type { Block, Report } from "./part.ts"
import type { Place } from "./place.ts"

/** One thing that an action is done to. For an action on a list: where the list is, without a row. */
export type Target = {
  /** Down to the item itself; for an action on a list, the place of the list. */
  readonly place: Place
  /** The item as it was last read, late cells included. */
  readonly row?: Row
  /** It was selected before, and is not on the page that is shown: what is done to it names it. */
  readonly unseen?: true
}

/** What goes along with a thing when it is deleted, counted at the provider when someone asks. */
export type Toll = {
  /** "packages", "versions", "released versions". */
  readonly label: string
  /** The same for exactly one: "package". Absent: the label says both. */
  readonly one?: string
  /** They do not go along: they use the thing, and lose it. */
  readonly uses?: true
  /** Undefined: could not be counted; never shown as 0. */
  readonly count: number | undefined
  /** Some or all of them by name. */
  readonly names?: readonly string[]
  /** Of a count that is no number of things. */
  readonly unit?: "bytes"
  /** Where these things are, if reports of theirs vanish with them: see `Action.keeps`. */
  readonly places?: readonly Place[]
}

/** Values that an input may well get, by input id: offered, never imposed. */
export type Offers = Readonly<Record<string, readonly string[]>>

/** What came of an action. */
export type Done = {
  /** Where the result is now, for instance under its new name. */
  readonly place?: Place
  /** One sentence for the person, where "done" is not all there is to say. */
  readonly note?: string
  /** It was only accepted: whether and when it comes about is not known. `note` says so. */
  readonly accepted?: true
  /**
   * A file that the provider made ready at an http(s) address of its own, which works without a
   * credential. It is to be offered as a link, once, and not after `expiresAt` where that is known.
   */
  readonly link?: { readonly url: string; readonly fileName: string; readonly expiresAt?: Date }
}

/**
 * Something that changes the provider. One that the API lacks is not in the adapter. The order of an
 * action: inputs are filled in, checked, the toll is shown, a name is typed where `confirm` asks for
 * one, and then `run` is called once for each target, one after the other.
 */
export type Action = {
  readonly id: string
  /** The verb on its button: "Edit", "Delete". */
  readonly label: string
  /** `list`: makes something in the list of its resource. `item`: is done to an item of it. */
  readonly on: "list" | "item"
  /** May be done to many items at once. */
  readonly bulk?: true
  /**
   * `none` is done at once. `undoable` can be taken back by another action. `destructive` cannot: it
   * waits some seconds for "Undo" before the call is made.
   */
  readonly risk: "none" | "undoable" | "destructive"
  /** What it does, in a sentence or two, said before it is done. */
  readonly about?: string
  /** What it asks for, filled in with what is the same in all targets. */
  readonly inputs?: (targets: readonly Target[]) => readonly Input[]
  /** What the provider, or a long list of words, has to offer for these inputs. */
  readonly offers?: (call: Call, targets: readonly Target[]) => Promise<Offers>
  /** The same, where it must be looked up at the provider what there is to choose from. */
  readonly lookup?: (call: Call, targets: readonly Target[]) => Promise<readonly Input[]>
  /** It takes minutes: it goes on as a job, and `Call.say` hears how far it is. */
  readonly long?: true
  /** `run` gets only the values that were changed, and the dialog shows before and after. */
  readonly changes?: true
  /** What is wrong with the values together, by input id. */
  readonly check?: (values: Values, targets: readonly Target[]) => Readonly<Record<string, string>>
  /** Why not now, in one sentence; shown on the disabled control. */
  readonly blocked?: (target: Target) => string | undefined
  /**
   * Reports of the thing vanish with it, so exporting some first is offered: its own, those of one of
   * its artifacts, or those of the things below it that the toll names.
   */
  readonly keeps?: true | { readonly variant: string } | { readonly below: readonly Report[] }
  /** The thing itself stays, though something of it goes for good. */
  readonly spares?: true
  readonly toll?: (call: Call, target: Target) => Promise<readonly Toll[]>
  /** What must be typed before it is done; undefined where nothing must. */
  readonly confirm?: (targets: readonly Target[]) => string | undefined
  readonly run: (call: Call, target: Target, values: Values) => Promise<Done | undefined>
  /** Ids of the resources whose lists may have changed; its own too. */
  readonly touches: readonly string[]
}

/** What an upload found out before it sends: how things stand where the file is going. */
export type Finding = {
  readonly tone: "info" | "warn" | "fail"
  readonly title: string
  readonly detail?: string
  /** Input values that answer it, each a button: "Replace it" sets `replace`. Answered while they hold. */
  readonly choices?: readonly { readonly label: string; readonly values: Values }[]
  /** What was found that inputs may be filled with. */
  readonly offers?: Offers
  /** What it says of each thing in the file, shown below it. */
  readonly blocks?: readonly Block[]
}

/** What came of a file that was sent, where that is more than an item. */
export type Received = {
  /** Where the item is, where there is one and that is known. */
  readonly place?: Place
  /** What came of it, in one sentence. */
  readonly note?: string
  /** How it was sent, where that is worth a sentence; what comes of the item is still followed. */
  readonly besides?: string
  /** What came of each thing in the file: shown on a page of its own. */
  readonly blocks?: readonly Block[]
  /** It was sent and answered, and the answer is that it failed, or some of it did. */
  readonly problem?: Problem
}

/**
 * A file that becomes an item. `send` streams the file as the request's body, at most `perMinute` a
 * minute; sent is not done, so the item's own `busy` is followed afterwards.
 */
export type Upload = {
  /** "Upload and scan". */
  readonly label: string
  readonly about: string
  /**
   * What it asks for, given the file's name and where it was dropped; guesses are `initial` values. No
   * secrets: what is filled in is kept with the file until it has arrived.
   */
  readonly inputs: (
    file: { readonly name: string; readonly size: number },
    at: Place,
  ) => readonly Input[]
  /** The same, where it must be looked up at the provider what there is to choose from. */
  readonly lookup?: (
    call: Call,
    file: { readonly name: string; readonly size: number },
    at: Place,
  ) => Promise<readonly Input[]>
  readonly check: (values: Values) => Readonly<Record<string, string>>
  /** Looks before it leaps; empty where nothing stands in the way. `fail` findings must be answered. */
  readonly preflight?: (
    call: Call,
    values: Values,
    at: Place,
    file: { readonly name: string; readonly body: Blob },
  ) => Promise<readonly Finding[]>
  /** What is said while `preflight` runs: "Dry run under way". */
  readonly looking?: string
  /** Ids of the inputs that `preflight` depends on, so that others do not run it again; absent: all. */
  readonly looksAt?: readonly string[]
  /** @returns where the item is, or what came of the file */
  readonly send: (
    call: Call,
    file: { readonly name: string; readonly body: Blob },
    values: Values,
    at: Place,
  ) => Promise<Place | Received>
  /** Documented rate, over all uploads of the connection. */
  readonly perMinute?: number
  readonly touches: readonly string[]
}
