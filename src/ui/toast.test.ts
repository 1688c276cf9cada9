import { afterEach, expect, test, vi } from "vitest"
import { notify, onFirstToast, takeToasts } from "./toast.ts"

const undo: (() => void)[] = []
afterEach(() => {
  for (const stop of undo.splice(0)) stop()
})

test("what was said before anything could draw it is kept, in order, and drawn once", () => {
  const wake = vi.fn<() => void>()
  notify({ title: "before the host" })
  undo.push(onFirstToast(wake))
  expect(wake).toHaveBeenCalledOnce()
  notify({ title: "before its code" })

  const drawn: string[] = []
  const stop = takeToasts((toast) => drawn.push(toast.title))
  notify({ title: "after" })
  expect(drawn).toEqual(["before the host", "before its code", "after"])

  stop()
  const again: string[] = []
  undo.push(takeToasts((toast) => again.push(toast.title)))
  expect(again).toEqual([])
})
