import { Button } from "../ui/Button.tsx"
import { Dialog } from "../ui/Dialog.tsx"
import type { useUnsavedGuard } from "./useUnsavedGuard.ts"

/** The dialog of `useUnsavedGuard`. */
export const UnsavedDialog = ({
  blocker,
  what,
}: {
  readonly blocker: ReturnType<typeof useUnsavedGuard>["blocker"]
  /** What would be lost: "The new connection". */
  readonly what: string
}) => (
  <Dialog
    open={blocker.state === "blocked"}
    onClose={() => blocker.reset?.()}
    title="Leave without saving?"
    description={`${what} was not saved. What you typed will be gone.`}
    size="sm"
    footer={
      <>
        <Button onClick={() => blocker.reset?.()}>Keep editing</Button>
        <Button variant="danger" onClick={() => blocker.proceed?.()}>
          Leave without saving
        </Button>
      </>
    }
  />
)
