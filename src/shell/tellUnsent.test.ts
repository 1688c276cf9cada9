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

test("a dialog without an address is led to where there is such a place", () => {
  seeHere("anna")
  keepUnsent("a", { values: { name: "x" }, dialog: { title: "Edit zlib", href: "/c/x?do=edit" } })
  const opened: string[] = []
  const [toast] = told((href) => opened.push(href))
  expect(toast?.title).toBe("“Edit zlib” is not done")
  toast?.action?.onSelect()
  expect(opened).toEqual(["/c/x?do=edit"])
})

test("nobody else is told anything", () => {
  seeHere("anna")
  keepUnsent("a", { values: { name: "x" } })
  seeHere("ben")
  expect(told()).toEqual([])
})
