import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { keepFocus } from "./keepFocus.ts"

/** As much of an element as the focus asks for. */
class Thing extends EventTarget {
  isConnected = true
  byKey = true
  focus = vi.fn<() => void>()
  private readonly holds: readonly Thing[]
  constructor(...holds: readonly Thing[]) {
    super()
    this.holds = holds
  }
  contains(other: unknown): boolean {
    return other === this || this.holds.some((one) => one === other)
  }
  matches(): boolean {
    return this.byKey
  }
}

const page = new Thing()
let active = page
let changed = (): void => undefined

beforeEach(() => {
  vi.stubGlobal("Node", Thing)
  vi.stubGlobal("HTMLElement", Thing)
  vi.stubGlobal("document", {
    body: page,
    get activeElement() {
      return active
    },
  })
  vi.stubGlobal(
    "MutationObserver",
    class {
      constructor(hear: () => void) {
        changed = hear
      }
      observe = (): void => undefined
      disconnect = (): void => undefined
    },
  )
})
afterEach(() => vi.unstubAllGlobals())

/** A box with a button, and a row outside it; `end` tells where the focus is led once the box goes. */
const scene = () => {
  const [button, row, other] = [new Thing(), new Thing(), new Thing()]
  const box = new Thing(button)
  const ends: unknown[] = []
  /** The focus goes to a thing in the box, from what had it. */
  const come = (to: Thing, from: Thing | null): void => {
    active = to
    const event = Object.assign(new Event("focusin"), { relatedTarget: from })
    Object.defineProperty(event, "target", { value: to })
    box.dispatchEvent(event)
  }
  const leave = (to: Thing | null): void => {
    active = to ?? page
    box.dispatchEvent(Object.assign(new Event("focusout"), { relatedTarget: to }))
  }
  box.focus = vi.fn<() => void>(() => come(box, null))
  // oxlint-disable-next-line typescript/consistent-type-assertions -- only so much of one is asked for
  const cleanUp = keepFocus(box as unknown as HTMLElement, {
    within: (one) => one.focus(),
    without: (_box, from) => ends.push(from),
  })
  const lose = (): void => {
    leave(null)
    button.isConnected = false
    changed()
  }
  const end = (): unknown => {
    cleanUp()
    return ends
  }
  return { box, button, row, other, come, leave, lose, end }
}

it("leads back to where somebody came from, though a button in the box went meanwhile", () => {
  const { box, button, row, come, lose, end } = scene()
  come(button, row)
  lose()
  expect(box.focus).toHaveBeenCalledOnce()
  expect(end()).toEqual([row])
})

it("leads back there, though the window was left and come back to", () => {
  const { button, row, come, leave, end } = scene()
  come(button, row)
  leave(null)
  come(button, null)
  expect(end()).toEqual([row])
})

it("leads to what somebody came from last, and nowhere back who came by pointer", () => {
  const { button, row, other, come, leave, end } = scene()
  come(button, row)
  leave(other)
  come(button, other)
  expect(end()).toEqual([other])
  const pressed = scene()
  pressed.come(pressed.button, pressed.row)
  pressed.button.byKey = false
  pressed.leave(pressed.row)
  pressed.come(pressed.button, pressed.row)
  expect(pressed.end()).toEqual([undefined])
})

it("leaves the focus where it is once it is elsewhere", () => {
  const { button, row, other, come, leave, end } = scene()
  come(button, row)
  leave(other)
  expect(end()).toEqual([])
})
