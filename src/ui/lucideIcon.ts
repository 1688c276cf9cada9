import { createElement } from "react"
import type { ReactElement, SVGProps } from "react"

type Drawing = {
  /** Tags and their attributes. */
  readonly node: readonly (readonly [string, Readonly<Record<string, string>>])[]
}

/**
 * Stands in for the function by which lucide-react makes a component of each icon (`vite/lightIcons.ts`
 * puts it there). Theirs puts every attribute together anew each time an icon is drawn,
 * in twelve modules that stand in front of the first row; tables draw icons by the hundred. Ours knows
 * what we use: a size, a class, and what an svg takes. An icon that says nothing is hidden from
 * assistive technology, as theirs is.
 */
const createLucideIcon = ({ node }: Drawing) => {
  const drawing = node.map(([tag, attributes]) => createElement(tag, attributes))
  return function Icon({
    size = 24,
    ...rest
  }: SVGProps<SVGSVGElement> & { readonly size?: number }): ReactElement {
    const speaks = rest["aria-label"] !== undefined || rest["aria-labelledby"] !== undefined
    return createElement(
      "svg",
      {
        width: size,
        height: size,
        viewBox: "0 0 24 24",
        fill: "none",
        stroke: "currentColor",
        strokeWidth: 2,
        strokeLinecap: "round",
        strokeLinejoin: "round",
        "aria-hidden": !speaks,
        ...rest,
      },
      drawing,
    )
  }
}

export default createLucideIcon
