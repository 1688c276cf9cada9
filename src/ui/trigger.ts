import { cloneElement } from "react"
import type { DOMAttributes, AriaAttributes, ReactElement } from "react"

type Handlers = Pick<
  DOMAttributes<HTMLElement>,
  "onClick" | "onPointerEnter" | "onPointerLeave" | "onFocus" | "onBlur" | "onKeyDown"
>
type Said = Pick<
  AriaAttributes,
  "aria-haspopup" | "aria-expanded" | "aria-controls" | "aria-describedby"
>

/** What a menu, popover or tooltip gives its trigger; the trigger passes it on to its DOM element. */
export type TriggerProps = Handlers & Said

/** An element that can be a trigger: a button or link of ours, or any that spreads its props. */
export type TriggerElement = ReactElement<TriggerProps>

const both =
  <E>(first: ((event: E) => void) | undefined, second: ((event: E) => void) | undefined) =>
  (event: E): void => {
    first?.(event)
    second?.(event)
  }

/** Gives an element the trigger's props beside its own handlers, which run first. */
export const attach = (element: TriggerElement, props: TriggerProps): ReactElement => {
  const own = element.props
  const describedBy = [own["aria-describedby"], props["aria-describedby"]].filter(Boolean).join(" ")
  return cloneElement(element, {
    ...props,
    ...(describedBy === "" ? {} : { "aria-describedby": describedBy }),
    onClick: both(own.onClick, props.onClick),
    onPointerEnter: both(own.onPointerEnter, props.onPointerEnter),
    onPointerLeave: both(own.onPointerLeave, props.onPointerLeave),
    onFocus: both(own.onFocus, props.onFocus),
    onBlur: both(own.onBlur, props.onBlur),
    onKeyDown: both(own.onKeyDown, props.onKeyDown),
  })
}
