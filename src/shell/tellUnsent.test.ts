import { afterEach, expect, test } from "vitest"
import { seeHere } from "../data/personal.ts"
import { forgetUnsent, keepUnsent } from "../data/unsent.ts"
import { takeToasts } from "../ui/toast.ts"
import type { Toast } from "../ui/toast.ts"
import { tellUnsent } from "./tellUnsent.ts"

const told = (open: (href: string) => void = () => undefined): readonly Toast[] => {
  const toasts: Toast[] = []
  const stop = takeToasts((toast) => toasts.push(toast))
  tellUnsent(open)
  stop()
  return toasts
}

afterEach(() => {
  forgetUnsent()
  seeHere(undefined)
})

test("several forms are told of once, and that a secret is to be typed again", () => {
  seeHere("anna")
  keepUnsent("a", { values: { name: "x" } })
  keepUnsent("b", { values: {}, secrets: true })
  const [toast, ...more] = told()
  expect(more).toEqual([])
  expect(toast?.title).toContain("What you typed")
  expect(toast?.description).toContain("Secrets are not kept")
})

test("a dialog without an address is told of in its own words, for longer than others, and led to where there is such a place", () => {
  seeHere("anna")
  const dialog = { title: "“Edit zlib” is not done", back: "Open it again." }
  keepUnsent("a", { values: { name: "x" }, dialog: { ...dialog, href: "/c/x?do=edit" } })
  const view = { title: "The view “Mine” is not saved", back: "Its name is in the views." }
  keepUnsent("b", { values: { name: "Mine" }, dialog: view })
  const opened: string[] = []
  const [toast, other] = told((href) => opened.push(href))
  expect(toast).toMatchObject({ title: dialog.title, description: dialog.back, stays: true })
  toast?.action?.onSelect()
  expect(opened).toEqual(["/c/x?do=edit"])
  expect(other).toMatchObject({ title: view.title, description: view.back, stays: true })
  expect(other?.action).toBeUndefined()
})

test("nobody else is told anything", () => {
  seeHere("anna")
  keepUnsent("a", { values: { name: "x" } })
  seeHere("ben")
  expect(told()).toEqual([])
})
