import { useEffect, useLayoutEffect, useRef, useState } from "react"
import type { ReactNode } from "react"
import { StatusShape } from "../ui/StatusShape.tsx"

/** Whether somebody points at a row below, or stands on one: it must not move from under them. */
const isAtRows = (box: Element | null): boolean =>
  Boolean(box?.closest("section")?.querySelector("tbody :is(tr:hover, tr:focus-within)"))

/**
 * Where trouble is told above the rows. Once it has ended by itself, its room stays as long as somebody is
 * at the rows, and says so: they are not to move while nobody does anything.
 */
export const TroubleRoom = ({
  answer,
  question,
  children,
}: {
  /** When the rows were read, ms since 1970; 0 while they are asked for. */
  readonly answer: number
  /** What they answer. */
  readonly question: string
  /** False: there is none any more. */
  readonly children: ReactNode
}) => {
  const there = children !== false
  const box = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(0)
  const [was, setWas] = useState({ there, answer, question })
  const [holds, setHolds] = useState(false)
  // Trouble that went with its question, or while another try is on its way, has not ended.
  if (was.there !== there || (there && (answer > was.answer || was.question !== question))) {
    setWas({ there, answer: there ? Math.max(was.answer, answer) : answer, question })
    setHolds(was.there && !there && was.question === question && answer > was.answer)
  }
  useEffect(() => {
    const element = box.current
    if (!there || !element) return undefined
    const watch = new ResizeObserver(() => setHeight(element.offsetHeight))
    watch.observe(element)
    return () => watch.disconnect()
  }, [there])
  useLayoutEffect(() => {
    if (!holds) return undefined
    const look = (): void => {
      if (!isAtRows(box.current)) setHolds(false)
    }
    look()
    const turns = ["pointermove", "pointerdown", "wheel", "focusin"] as const
    for (const turn of turns) window.addEventListener(turn, look, { passive: true })
    return () => {
      for (const turn of turns) window.removeEventListener(turn, look)
    }
  }, [holds])
  if (!there && !holds) return null
  return (
    <div ref={box} className="mb-3" style={there ? undefined : { height }}>
      {there ? (
        children
      ) : (
        <output className="flex items-center gap-2 text-sm text-muted">
          <StatusShape tone="pass" />
          The provider answers again.
        </output>
      )}
    </div>
  )
}
