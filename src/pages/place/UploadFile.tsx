import { X } from "lucide-react"
import { useEffect, useImperativeHandle, useState } from "react"
import type { Ref } from "react"
import { usePreflight, useUploadInputs } from "../../data/upload.ts"
import type { UploadTo } from "../../data/upload.ts"
import { InputFields } from "../../form/InputFields.tsx"
import { useInputForm } from "../../form/useInputForm.ts"
import { problemsOf } from "../../form/values.ts"
import { formatBytes } from "../../lib/bytes.ts"
import type { Finding } from "../../model/action.ts"
import { ProviderError } from "../../model/error.ts"
import type { Input, Values } from "../../model/input.ts"
import { Button, IconButton } from "../../ui/Button.tsx"
import { Callout } from "../../ui/Callout.tsx"
import { Skeleton } from "../../ui/Skeleton.tsx"

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

const Findings = ({
  findings,
  onChoose,
}: {
  readonly findings: readonly Finding[]
  readonly onChoose: (values: Values) => void
}) =>
  findings.map(({ tone, title, detail, choices = [] }) => (
    <Callout
      key={title}
      tone={tone}
      title={title}
      action={choices.map((choice) => (
        <Button key={choice.label} size="sm" onClick={() => onChoose(choice.values)}>
          {choice.label}
        </Button>
      ))}
    >
      {detail}
    </Callout>
  ))

type Props = {
  readonly to: UploadTo
  readonly file: File
  readonly onRemove: (() => void) | undefined
  readonly ref: Ref<UploadFileHandle>
}

/** One file that is about to be sent: where to, as what, and what stands in its way. */
export const UploadFile = (props: Props) => {
  const { upload, place } = props.to
  const [given] = useState(() => upload.inputs(props.file, place))
  const { data, error, refetch } = useUploadInputs(props.to, props.file)
  if (!upload.lookup) return <Asked {...props} inputs={given} />
  if (data) return <Asked {...props} inputs={data} />
  return error === null ? (
    <div aria-busy className="flex flex-col gap-3">
      <output className="sr-only">Looking up where {props.file.name} can go</output>
      <Skeleton className="h-4 w-40" />
      <Skeleton className="h-8 w-full" />
    </div>
  ) : (
    <Callout
      tone="fail"
      title="Where it can go is not known"
      action={
        <Button size="sm" onClick={() => void refetch()}>
          Try again
        </Button>
      }
    >
      {error.message}
    </Callout>
  )
}

const Asked = ({
  to,
  file,
  onRemove,
  ref,
  inputs,
}: Props & { readonly inputs: readonly Input[] }) => {
  const { upload } = to
  const form = useInputForm({ inputs })
  const settled = useSettled(form.values)
  const wrong = { ...problemsOf(inputs, settled), ...upload.check(settled) }
  const preflight = usePreflight(to, settled, Object.keys(wrong).length === 0)
  const findings = preflight.data ?? []

  useImperativeHandle(ref, () => ({
    prepare: async () => {
      let ready: Values | undefined
      await form.submit((values) => {
        const problems = upload.check(values)
        if (Object.keys(problems).length > 0)
          throw new ProviderError({ trouble: "invalid", title: "", fields: problems })
        if (!findings.some(({ tone }) => tone === "fail")) ready = values
        return Promise.resolve()
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
      <div aria-live="polite" className="flex flex-col gap-2 empty:hidden">
        {preflight.isError && (
          <Callout tone="warn" title="How things stand there could not be looked up">
            {preflight.error.message} The file can be sent all the same.
          </Callout>
        )}
        <Findings findings={findings} onChoose={form.set} />
      </div>
    </section>
  )
}
