import { cx } from "./cx.ts"

/** A grey block of the size of what is coming, shown after 150 ms. Give it width and height by class. */
export const Skeleton = ({ className }: { readonly className?: string }) => (
  <span aria-hidden className={cx("animate-late block", className)}>
    <span className="block size-full rounded-sm bg-press forced-colors:border motion-safe:animate-pulse" />
  </span>
)
