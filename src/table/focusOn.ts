import type { MouseEvent } from "react"

/**
 * The box of the list in which a button was pressed by key, before that button goes. Not by pointer: who
 * has no keyboard would be shown one.
 */
export const focusBox = ({ currentTarget, detail }: MouseEvent): void => {
  if (detail === 0)
    currentTarget.closest("section")?.querySelector<HTMLElement>("search input")?.focus()
}

/** The chip beside the one that is about to go, or the box where there is none. */
export const focusNextChip = (event: MouseEvent): void => {
  const chip = event.currentTarget.closest("li")
  const next = [chip?.nextElementSibling, chip?.previousElementSibling]
    .flatMap((one) => one?.querySelector<HTMLElement>("[data-edge] button") ?? [])
    .at(0)
  if (next) next.focus()
  else focusBox(event)
}

/**
 * The table of the list in which a button was pressed, or, by key, the box where no table is left: to be
 * called once that button is gone.
 */
export const focusTable = ({ currentTarget, detail }: MouseEvent): (() => void) => {
  const list = currentTarget.closest("section")
  return () =>
    (
      list?.querySelector<HTMLElement>("section[tabindex]") ??
      (detail === 0 ? list?.querySelector<HTMLElement>("search input") : undefined)
    )?.focus({ preventScroll: detail !== 0 })
}
