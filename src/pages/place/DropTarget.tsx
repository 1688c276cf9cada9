import { FileUp } from "lucide-react"
import { useEffect, useEffectEvent, useState } from "react"
import { draftOf } from "../../data/upload.ts"
import type { Provider } from "../../model/provider.ts"
import { paths } from "../../paths.ts"
import { Button } from "../../ui/Button.tsx"
import { useCommands } from "../../ui/commands.ts"
import { useDialog, useStaysOpen } from "../useDialog.ts"
import type { Here } from "./here.ts"
import { useReadOnly } from "./readOnly.ts"
import { UploadDialog } from "./UploadDialog.tsx"

/** The resource of a provider that files can be uploaded to. */
const uploadable = (provider: Provider) => {
  for (const resource of Object.values(provider.resources))
    if (resource.upload) return { resource, upload: resource.upload }
  return undefined
}

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false

/** Files that are dropped anywhere on the page; true while some are held over it. */
const useDropped = (take: (files: readonly File[]) => void): boolean => {
  const [over, setOver] = useState(false)
  const taken = useEffectEvent(take)
  useEffect(() => {
    let depth = 0
    const enter = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      depth += 1
      setOver(true)
    }
    const leave = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      depth -= 1
      if (depth <= 0) setOver(false)
    }
    const hover = (event: DragEvent): void => {
      // Else the browser would leave the app and open the file.
      if (hasFiles(event)) event.preventDefault()
    }
    const drop = (event: DragEvent): void => {
      depth = 0
      setOver(false)
      if (!hasFiles(event) || event.defaultPrevented) return
      event.preventDefault()
      taken([...(event.dataTransfer?.files ?? [])])
    }
    window.addEventListener("dragenter", enter)
    window.addEventListener("dragleave", leave)
    window.addEventListener("dragover", hover)
    window.addEventListener("drop", drop)
    return () => {
      window.removeEventListener("dragenter", enter)
      window.removeEventListener("dragleave", leave)
      window.removeEventListener("dragover", hover)
      window.removeEventListener("drop", drop)
    }
  }, [])
  return over
}

/** The button that uploads to here, and the whole page as a place to drop files on. */
export const DropTarget = ({ here }: { readonly here: Here }) => {
  const dialog = useDialog()
  const found = uploadable(here.provider)
  const readOnly = useReadOnly()
  const [dropped, setDropped] = useState<readonly File[]>([])
  const over = useDropped((files) => {
    if (readOnly !== undefined) return
    setDropped(files)
    dialog.show("upload")
  })
  const begin = (): void => {
    setDropped([])
    dialog.show("upload")
  }
  useCommands(() =>
    found
      ? [
          {
            id: "upload",
            label: found.upload.label,
            group: "here",
            disabledReason: readOnly,
            run: begin,
          },
        ]
      : [],
  )
  const open = useStaysOpen(dialog.name === "upload" ? "upload" : undefined, readOnly === undefined)
  if (!found) return null
  const { resource, upload } = found
  return (
    <>
      <Button
        variant="primary"
        icon={<FileUp size={14} aria-hidden />}
        {...(readOnly === undefined ? {} : { disabledReason: readOnly })}
        onClick={begin}
      >
        {upload.label}
      </Button>
      {over && readOnly === undefined && (
        <div className="pointer-events-none fixed inset-3 z-50 flex items-center justify-center rounded-lg border-2 border-dashed border-accent bg-scrim text-xl font-semibold text-strong">
          Drop to upload to {here.place.at(-1)?.id ?? here.connection.name}
        </div>
      )}
      {open && (
        <UploadDialog
          // Another draft is another form.
          key={dialog.of}
          to={{ connection: here.connection, resource, upload, place: here.place }}
          home={paths.list(here.connection.id, [], here.provider.root)}
          dropped={dropped}
          draft={draftOf(dialog.of) && dialog.of}
          onClose={() => {
            setDropped([])
            dialog.hide()
          }}
        />
      )}
    </>
  )
}
