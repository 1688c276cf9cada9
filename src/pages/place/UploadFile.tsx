import { useQueryClient } from "@tanstack/react-query"
import { X } from "lucide-react"
import { useEffect, useImperativeHandle, useRef, useState } from "react"
import type { Ref } from "react"
import { preflightQuery, usePreflight, useUploadInputs } from "../../data/upload.ts"
import type { Draft, UploadTo } from "../../data/upload.ts"
import { InputFields } from "../../form/InputFields.tsx"
import { SendNote } from "../../form/SendNote.tsx"
import { useInputForm } from "../../form/useInputForm.ts"
import { problemsOf } from "../../form/values.ts"
import { formatBytes } from "../../lib/bytes.ts"
import type { Finding, Offers } from "../../model/action.ts"
import { ProviderError } from "../../model/error.ts"
import type { Input, Values } from "../../model/input.ts"
import { announce } from "../../ui/announce.ts"
import { Button, IconButton } from "../../ui/Button.tsx"
import { Callout } from "../../ui/Callout.tsx"
import { Skeleton } from "../../ui/Skeleton.tsx"
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

const offersOf = (findings: readonly Finding[]): Offers =>
  Object.fromEntries(findings.flatMap(({ offers = {} }) => Object.entries(offers)))

/** What went wrong, without what the form finds by itself: it is looked at again. */
const whyNot = (problem: unknown): unknown => {
  if (!(problem instanceof ProviderError)) return problem
  const { fields: _fields, ...rest } = problem.problem
  return new ProviderError(rest, problem)
}

type Props = {
  /** Tells it from the other files of the dialog, and from those of another. */
  readonly id: string
  readonly to: UploadTo
  readonly file: File
  /** It was filled in before, and could not be sent. */
  readonly draft: Draft | undefined
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
  id,
  to,
  file,
  draft,
  onRemove,
  ref,
  inputs,
}: Props & { readonly inputs: readonly Input[] }) => {
  const { upload } = to
  const form = useInputForm({
    inputs,
    connection: to.connection,
    together: upload.check,
    name: `upload ${id}`,
    ...(draft ? { typed: draft.values } : {}),
  })
  const client = useQueryClient()
  const found = useRef<HTMLDivElement>(null)
  const [problem] = useState(() => draft && whyNot(draft.problem))
  const settled = useSettled(form.values)
  const wrong = { ...problemsOf(inputs, settled), ...upload.check(settled) }
  const preflight = usePreflight(to, file, settled, Object.keys(wrong).length === 0)
  const findings = preflight.data ?? []

  useImperativeHandle(ref, () => ({
    prepare: async () => {
      let ready: Values | undefined
      await form.submit((values) => {
        const problems = upload.check(values)
        if (Object.keys(problems).length > 0)
          throw new ProviderError({ trouble: "invalid", title: "", fields: problems })
        ready = values
        return Promise.resolve()
      })
      if (!ready) return undefined
      // As things stand now: what is on screen may be about what was typed a moment ago.
      const now = upload.preflight
        ? await client.fetchQuery(preflightQuery(to, file, ready)).catch(() => [])
        : []
      const sent = ready
      const failing = now.find((finding) => isOpen(finding, sent))
      if (!failing) return ready
      announce(`${file.name}: ${failing.title}`)
      const answer = found.current?.querySelector("button")
      ;(answer ?? found.current)?.focus()
      return undefined
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
      <SendNote problem={problem} what="Not sent." />
      <InputFields form={form} offers={offersOf(findings)} />
      <div
        ref={found}
        tabIndex={-1}
        aria-live="polite"
        aria-busy={preflight.isFetching}
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
        <Findings
          findings={findings}
          values={form.values}
          onChoose={(values) => {
            form.set(values)
            // The button that was pressed goes with what it answered.
            found.current?.focus()
          }}
        />
      </div>
    </section>
  )
}
