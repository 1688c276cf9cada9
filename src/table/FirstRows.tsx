import type { ReactNode } from "react"

/** Drawn when it is needed, and not with each table that could need it: keys are given by what is drawn. */
export const FirstRows = ({
  draw,
  rows,
}: {
  readonly draw: (from: number, to: number) => ReactNode
  readonly rows: number
}) => draw(0, rows)
