import { useState } from "react"
import { useSearchParams } from "react-router"

/** The dialog that the URL names by `?do=`, and what it is about by `?of=`; so that it can be linked. */
export const useDialog = () => {
  const [params, setParams] = useSearchParams()
  return {
    /** Undefined: none is open. */
    name: params.get("do") ?? undefined,
    of: params.get("of") ?? undefined,
    show: (name: string, of?: string): void =>
      setParams((now) => {
        const next = new URLSearchParams(now)
        next.set("do", name)
        if (of !== undefined) next.set("of", of)
        return next
      }),
    hide: (): void =>
      setParams(
        (now) => {
          const next = new URLSearchParams(now)
          next.delete("do")
          next.delete("of")
          return next
        },
        { replace: true },
      ),
  }
}

/**
 * Whether a dialog is there: it opens where it may, and stays until it is closed. A save that its provider
 * fails makes the page read-only, and what was typed must not go with that.
 * @param name undefined: none is asked for
 */
export const useStaysOpen = (name: string | undefined, mayOpen: boolean): boolean => {
  const [opened, setOpened] = useState<string>()
  const next = mayOpen || opened === name ? name : undefined
  if (next !== opened) setOpened(next)
  return next !== undefined
}
