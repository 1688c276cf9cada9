import type { ComponentProps, ReactNode } from "react"
import { Awaited } from "./Awaited.tsx"
import { Spare, Unloaded } from "./Spare.tsx"

type Props = ComponentProps<typeof Awaited> & {
  readonly children: ReactNode
  /** Whether it is wanted now: what was open before may stay in the page, closed. */
  readonly open?: boolean
  /** What is typed meanwhile is typed for it, and does not give it up. */
  readonly takesKeys?: boolean
}

/**
 * Around what opens over the page and is loaded for that: given up when one turns elsewhere meanwhile.
 * Where it cannot be loaded the page stays as it is, a corner says so, and it opens once it has come.
 */
export const Opening = ({ children, open = true, takesKeys, ...rest }: Props) => {
  const awaited = <Awaited {...rest} />
  return (
    <Spare
      wanted={open}
      fallback={open && !takesKeys && awaited}
      missed={
        open && (
          <div className="fixed right-4 bottom-4 z-50 rounded-lg bg-overlay p-3 shadow-overlay">
            {awaited}
            <Unloaded />
          </div>
        )
      }
    >
      {children}
    </Spare>
  )
}
