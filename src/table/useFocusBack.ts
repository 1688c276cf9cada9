import { useEffect, useRef } from "react"
import type { RefObject } from "react"

/**
 * Enter leads from the box to what is found. Where that is nothing, there is nowhere to go on, and the
 * box has the focus again: another question is what is asked next.
 * @param found whether there is anything; undefined: that is not known yet
 * @returns leaves the box: `asks`: for something else than what was found
 */
export const useFocusBack = (
  box: RefObject<HTMLElement | null>,
  asked: string,
  found: boolean | undefined,
): ((asks: boolean) => void) => {
  /** What was asked when it was left, where that is not what is waited for. */
  const left = useRef<{ readonly not: string | undefined }>(undefined)
  useEffect(() => {
    if (found === undefined || !left.current || left.current.not === asked) return
    left.current = undefined
    // Whoever went elsewhere meanwhile stays there.
    if (!found && document.activeElement === document.body) box.current?.focus()
  }, [box, asked, found])
  return (asks) => {
    if (!asks && found === false) return
    left.current = asks || found === undefined ? { not: asks ? asked : undefined } : undefined
    box.current?.blur()
  }
}
