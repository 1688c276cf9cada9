import { useDeleteConnection } from "../../data/connectionChanges.ts"
import type { Connection } from "../../model/connection.ts"
import { providerSettings } from "../../providers/settings.ts"
import { Button } from "../../ui/Button.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { notify } from "../../ui/toast.ts"
import { SendNote } from "../../form/SendNote.tsx"

/** Asks before a connection is deleted, and says what goes and what stays. */
export const DeleteDialog = ({
  connection,
  open,
  onClose,
  onDeleted,
}: {
  readonly connection: Connection
  readonly open: boolean
  readonly onClose: () => void
  readonly onDeleted: () => void
}) => {
  const remove = useDeleteConnection()
  const close = (): void => {
    remove.reset()
    onClose()
  }
  const run = async (): Promise<void> => {
    try {
      await remove.mutateAsync(connection.id)
    } catch {
      // Told in the dialog, where it was asked for.
      return
    }
    notify({ title: `Deleted the connection ${connection.name}` })
    onDeleted()
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title={`Delete the connection ${connection.name}?`}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button variant="danger" pending={remove.isPending} onClick={() => void run()}>
            Delete connection
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 text-sm text-body">
        <p>
          Its settings and its saved secrets are deleted from Waybill, with everything that was
          loaded through it.{" "}
          {connection.sandbox
            ? "The server makes it anew when it is next started with its sandbox."
            : "This cannot be undone."}
        </p>
        <p>
          Nothing is deleted at {providerSettings[connection.provider].name}: its packages stay, and
          the credential stays valid until it is revoked there.
        </p>
        <SendNote problem={remove.error ?? undefined} what="Not deleted." />
      </div>
    </Dialog>
  )
}
