import { useId, useState } from "react"
import type { ReactNode } from "react"
import { Awaited } from "./Awaited.tsx"
import { makeTimer } from "./timer.ts"
import { attach } from "./trigger.ts"
import type { TriggerElement } from "./trigger.ts"
import { lazily } from "./lazily.ts"
import { Spare } from "./Spare.tsx"

const TooltipPopup = lazily(async () => (await import("./TooltipPopup.tsx")).TooltipPopup)

/** Long enough that a pointer on its way elsewhere opens nothing. */
const openAfter = 500
/** Long enough to move the pointer from the trigger onto the tooltip. */
const closeAfter = 120

/** There is one pointer, so one timer of each for the whole page: tables have tooltips by the hundred. */
const opening = makeTimer()
const closing = makeTimer()
let closeLast: (() => void) | undefined

/** Whatever is about to close closes now. */
const closeNow = (): void => {
  closing.stop()
  closeLast?.()
  closeLast = undefined
}

const stayOpen = (): void => {
  closing.stop()
  closeLast = undefined
}

/**
 * Says more about its child on hover and keyboard focus. Loads on first use. The content is also the
 * child's description, unless `describes` is false because it only repeats the child's name.
 */
export const Tooltip = ({
  content,
  children,
  describes = true,
  side = "top",
}: {
  /** Undefined: it has nothing to say now. */
  readonly content: ReactNode
  readonly children: TriggerElement
  readonly describes?: boolean
  readonly side?: "top" | "right" | "bottom" | "left"
}) => {
  const id = useId()
  const [anchor, setAnchor] = useState<HTMLElement>()
  const close = () => {
    opening.stop()
    setAnchor(undefined)
  }
  const leave = () => {
    opening.stop()
    closeNow()
    closeLast = () => setAnchor(undefined)
    closing.start(closeAfter, closeNow)
  }

  return (
    <>
      {attach(children, {
        ...(describes && anchor ? { "aria-describedby": id } : {}),
        onPointerEnter: (event) => {
          if (event.pointerType === "touch" || content === undefined) return
          const element = event.currentTarget
          TooltipPopup.load()
          if (anchor === element) stayOpen()
          else closeNow()
          opening.start(openAfter, () => setAnchor(element))
        },
        onPointerLeave: leave,
        onFocus: (event) => {
          const element = event.currentTarget
          if (element.matches(":focus-visible")) setAnchor(element)
        },
        onBlur: close,
        onClick: close,
        onKeyDown: (event) => {
          if (event.key === "Escape") close()
        },
      })}
      {anchor && content !== undefined && (
        <Spare missed={null} fallback={<Awaited anchor={anchor} onGiveUp={close} />}>
          <TooltipPopup
            id={id}
            anchor={anchor}
            side={side}
            onClose={close}
            onEnter={stayOpen}
            onLeave={leave}
          >
            {content}
          </TooltipPopup>
        </Spare>
      )}
    </>
  )
}
