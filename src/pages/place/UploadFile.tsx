import { X } from "lucide-react"
import { useEffect, useImperativeHandle, useRef, useState } from "react"
import type { Ref } from "react"
import { usePreflight } from "../../data/upload.ts"
import type { UploadTo } from "../../data/upload.ts"
import { InputFields } from "../../form/InputFields.tsx"
import { useInputForm } from "../../form/useInputForm.ts"
import { problemsOf } from "../../form/values.ts"
import { formatBytes } from "../../lib/bytes.ts"
import { ProviderError } from "../../model/error.ts"
import type { Values } from "../../model/input.ts"
import { IconButton } from "../../ui/Button.tsx"
import { Callout } from "../../ui/Callout.tsx"
import { Spinner } from "../../ui/Spinner.tsx"
import { isOpen } from "./answers.ts"
import { Findings } from "./Findings.tsx"

/** What the dialog asks of each of its files. */
export type UploadFileHandle = {
  /** The values to send, or undefined where something must be mended first; it is then pointed at. */
  readonly prepare: () => Promise<Values | undefined>
}

/** The values as they are once nobody has typed for a moment. */
const useSettled = (values: Values): Values => {
  const text = JSON.stringify(values)
  const [settled, setSettled] = useState(values)
  useEffect(() => {
    const timer = setTimeout(() => {
      const parsed: Values = JSON.parse(text)
      setSettled(parsed)
    }, 350)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

/** One file that is about to be sent: where to, as what, and what stands in its way. */
export const UploadFile = ({
  to,
  file,
  onRemove,
  ref,
}: {
  readonly to: UploadTo
  readonly file: File
  readonly onRemove: (() => void) | undefined
  readonly ref: Ref<UploadFileHandle>
}) => {
  const { upload, place } = to
  const [inputs] = useState(() => upload.inputs(file, place))
  const form = useInputForm({ inputs, connection: to.connection })
  const settled = useSettled(form.values)
  const wrong = { ...problemsOf(inputs, settled), ...upload.check(settled) }
  const preflight = usePreflight(to, file, settled, Object.keys(wrong).length === 0)
  const findings = preflight.data ?? []
  const told = useRef<HTMLDivElement>(null)

  useImperativeHandle(ref, () => ({
    prepare: async () => {
      let ready: Values | undefined
      await form.submit(async (values) => {
        const problems = upload.check(values)
        if (Object.keys(problems).length > 0)
          throw new ProviderError({ trouble: "invalid", title: "", fields: problems })
        // What is still being looked up is waited for: nobody sends past a finding unseen.
        const found = preflight.isFetching
          ? (await preflight.refetch({ cancelRefetch: false })).data
          : preflight.data
        if (found?.some((finding) => isOpen(finding, values))) told.current?.focus()
        else ready = values
      })
      return ready
    },
  }))

  return (
    <section aria-label={file.name} className="flex flex-col gap-3">
      <header className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <p className="truncate text-sm font-medium text-strong" title={file.name}>
            {file.name}
          </p>
          <p className="numeric text-xs text-muted">{formatBytes(file.size)}</p>
        </div>
        {onRemove && (
          <IconButton
            label={`Leave out ${file.name}`}
            size="sm"
            icon={<X size={14} aria-hidden />}
            onClick={onRemove}
          />
        )}
      </header>
      <InputFields form={form} />
      <div
        ref={told}
        tabIndex={-1}
        aria-live="polite"
        className="flex flex-col gap-2 empty:hidden focus-visible:outline-none"
      >
        {preflight.isLoading && (
          <p className="flex items-center gap-2 text-sm text-muted">
            <Spinner size={14} />
            {upload.looking ?? "Looking how things stand there"}…
          </p>
        )}
        {preflight.isError && (
          <Callout tone="warn" title="How things stand there could not be looked up">
            {preflight.error.message} The file can be sent all the same.
          </Callout>
        )}
        <Findings findings={findings} values={form.values} onChoose={form.set} />
      </div>
    </section>
  )
}
