import { keepFocus } from "../ui/keepFocus.ts"

const heading = (): HTMLElement | null => document.querySelector<HTMLElement>("main h1[tabindex]")

/**
 * Keeps the focus of whoever stands on a way to try again, which goes by itself once there is an answer:
 * it is handed on to the link of the line in which it stood, or to the heading of the page.
 */
export const handOn = (box: HTMLElement): (() => void) =>
  keepFocus(box, {
    // A clock stands in its place until it can be tried again.
    within: () => box.focus({ preventScroll: true }),
    without: () => {
      const near = box.closest("li")?.querySelector("a") ?? heading()
      near?.focus({ preventScroll: true })
      // The line may go together with it.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) heading()?.focus({ preventScroll: true })
      })
    },
  })
