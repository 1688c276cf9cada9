/** Marks a connection that the server made for its sandbox. */
export const SandboxTag = () => (
  <span
    data-edge=""
    className="inline-flex h-5 items-center rounded-sm border border-line bg-sunken px-1.5 text-xs font-medium text-muted"
  >
    Sandbox
  </span>
)
