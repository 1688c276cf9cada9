import { useQueryClient } from "@tanstack/react-query"
import { FileUp } from "lucide-react"
import { nanoid } from "nanoid"
import { useId, useRef, useState } from "react"
import { useLocation } from "react-router"
import { draftOf, dropDraft, uploadFiles } from "../../data/upload.ts"
import type { Draft, UploadTo } from "../../data/upload.ts"
import { useKeepUnsent, useUnsent } from "../../data/useUnsent.ts"
import type { Unsent } from "../../data/unsent.ts"
import type { Values } from "../../model/input.ts"
import { placeKey } from "../../model/place.ts"
import { paths } from "../../paths.ts"
import { Button } from "../../ui/Button.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { useIsOpen } from "../../ui/useIsOpen.ts"
import { UploadFile } from "./UploadFile.tsx"
import type { UploadFileHandle } from "./UploadFile.tsx"

/** A file of the dialog; one that could not be sent comes back with what was filled in. */
type Picked = { readonly id: string; readonly file: File; readonly draft?: Draft }

const pick = (files: readonly File[]): readonly Picked[] =>
  files.map((file) => ({ id: nanoid(), file }))

const pickDraft = (id: string | undefined): readonly Picked[] => {
  const draft = draftOf(id)
  return draft && id !== undefined ? [{ id, file: draft.file, draft }] : []
}

/** Those that were chosen when the session ended; each finds what was filled in for it by its id. */
const pickAgain = (files: Unsent["files"] = []): readonly Picked[] =>
  files.map(({ id, file }) => {
    const draft = draftOf(id)
    return { id, file, ...(draft ? { draft } : {}) }
  })

const askToNotify = async (): Promise<void> => {
  if (typeof Notification !== "undefined" && Notification.permission === "default")
    await Notification.requestPermission()
}

/** Chooses files, says where each goes, looks for what stands in the way, and sends them as a job. */
export const UploadDialog = ({
  to,
  home,
  dropped,
  draft,
  onClose,
}: {
  readonly to: UploadTo
  /** Address of the first list of the connection. */
  readonly home: string
  readonly dropped: readonly File[]
  /** A file that could not be sent, to be sent again. */
  readonly draft: string | undefined
  readonly onClose: () => void
}) => {
  const client = useQueryClient()
  const inputId = useId()
  const chooser = useRef<HTMLInputElement>(null)
  const { pathname, search } = useLocation()
  const name = `upload to ${to.connection.id} ${placeKey(to.place)} ${draft ?? ""}`
  const unsent = useUnsent(name)
  const [picked, setPicked] = useState(() =>
    // A draft is among what was chosen before; what is dropped now comes to it.
    [...(unsent ? pickAgain(unsent.files) : pickDraft(draft)), ...pick(dropped)],
  )
  useKeepUnsent(name, picked.length === 0 ? undefined : { values: {}, files: picked })
  const [pending, setPending] = useState(false)
  const isOpen = useIsOpen()
  const handles = useRef(new Map<string, UploadFileHandle>())

  const send = async (): Promise<void> => {
    setPending(true)
    const ready: { file: File; values: Values }[] = []
    for (const { id, file } of picked) {
      const values = await handles.current.get(id)?.prepare()
      if (values) ready.push({ file, values })
    }
    setPending(false)
    // Cancelled while its files were being looked at.
    if (!isOpen()) return
    if (ready.length === 0 || ready.length < picked.length) return
    for (const one of picked) if (one.draft) dropDraft(one.id)
    uploadFiles(client, to, ready, {
      item: (place) => paths.item(to.connection.id, place),
      home,
      draft: (id) => {
        const params = new URLSearchParams(search)
        params.set("do", "upload")
        params.set("of", id)
        return `${pathname}?${params.toString()}`
      },
    })
    void askToNotify()
    onClose()
  }
  const add = (files: readonly File[]): void => setPicked((now) => [...now, ...pick(files)])

  return (
    <Dialog
      open
      size="lg"
      onClose={onClose}
      title={to.upload.label}
      description={to.upload.about}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            pending={pending}
            {...(picked.length === 0 ? { disabledReason: "Choose a file first." } : {})}
            onClick={() => void send()}
          >
            {picked.length > 1 ? `${to.upload.label}: ${picked.length} files` : to.upload.label}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-6">
        {picked.map(({ id, file, draft: again }) => (
          <UploadFile
            key={id}
            id={id}
            ref={(handle) => {
              if (handle) handles.current.set(id, handle)
              else handles.current.delete(id)
            }}
            to={to}
            file={file}
            draft={again}
            onRemove={
              picked.length > 1
                ? () => setPicked((now) => now.filter((one) => one.id !== id))
                : undefined
            }
          />
        ))}
        <div
          className="flex flex-wrap items-center justify-center gap-3 rounded-lg border border-dashed border-control px-4 py-6 text-sm text-muted"
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault()
            event.stopPropagation()
            add([...event.dataTransfer.files])
          }}
        >
          {/* First, so that an empty dialog begins with it. */}
          <Button icon={<FileUp size={14} aria-hidden />} onClick={() => chooser.current?.click()}>
            {picked.length === 0 ? "Choose files" : "Add files"}
          </Button>
          <span>or drop them here</span>
          <label htmlFor={inputId} className="sr-only">
            Files to upload
          </label>
          <input
            ref={chooser}
            id={inputId}
            type="file"
            multiple
            className="sr-only"
            tabIndex={-1}
            onChange={(event) => {
              add([...(event.target.files ?? [])])
              event.target.value = ""
            }}
          />
        </div>
      </div>
    </Dialog>
  )
}
