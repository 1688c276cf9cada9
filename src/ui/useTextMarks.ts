import { useEffect } from "react"
import type { RefObject } from "react"

const name = "search"

/** Words are found whatever their case and accents, so each letter is compared as its plain self. */
const plain = (letter: string): string => {
  const folded = letter
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
  // One that folds into several is left alone, so that places in the text stay what they are.
  return folded.length === letter.length ? folded : letter
}

const foldKeeping = (text: string): string =>
  /\P{ASCII}/u.test(text) ? Array.from(text, plain).join("") : text.toLowerCase()

const rangesIn = (root: Element, words: readonly string[]): readonly Range[] => {
  const ranges: Range[] = []
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = foldKeeping(node.nodeValue ?? "")
    for (const word of words)
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        const range = new Range()
        range.setStart(node, at)
        range.setEnd(node, at + word.length)
        ranges.push(range)
      }
  }
  return ranges
}

/**
 * Marks words wherever they stand in the table bodies below an element, and goes on doing so while
 * rows come and go. No element is made for it and nothing is drawn anew: the browser paints ranges.
 * @param words folded; a browser without highlights shows none
 */
export const useTextMarks = (
  root: RefObject<HTMLElement | null>,
  words: readonly string[],
): void => {
  const key = words.join("\n")
  useEffect(() => {
    const element = root.current
    const wanted = key.split("\n").filter((word) => word !== "")
    if (!element || wanted.length === 0 || !("highlights" in CSS)) return undefined
    let frame = 0
    const mark = (): void => {
      frame = 0
      const bodies = [...element.querySelectorAll("tbody")]
      const ranges = bodies.flatMap((body) => rangesIn(body, wanted))
      CSS.highlights.set(name, new Highlight(...ranges))
    }
    const soon = (): void => {
      if (frame === 0) frame = requestAnimationFrame(mark)
    }
    soon()
    element.setAttribute("data-marks", "")
    const changes = new MutationObserver(soon)
    changes.observe(element, { childList: true, characterData: true, subtree: true })
    return () => {
      changes.disconnect()
      cancelAnimationFrame(frame)
      CSS.highlights.delete(name)
      element.removeAttribute("data-marks")
    }
  }, [root, key])
}
