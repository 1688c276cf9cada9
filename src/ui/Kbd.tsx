/** A key as it is written on the keyboard. */
export const Kbd = ({ children }: { readonly children: string }) => (
  <kbd
    data-edge=""
    className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line bg-sunken px-1 font-sans text-2xs font-medium text-muted"
  >
    {children}
  </kbd>
)
