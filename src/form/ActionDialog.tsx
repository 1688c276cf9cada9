import { formatCount } from "../lib/text.ts"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect, useId, useState } from "react"
import type { ReactNode } from "react"
import { act, actAsJob } from "../data/act.ts"
import type { ActionAt } from "../data/act.ts"
import { showLacking } from "../data/lacking.ts"
import { lookupQuery } from "../data/lookup.ts"
import { removes, wordToType } from "../model/actedOn.ts"
import type { Action, Done, Target } from "../model/action.ts"
import { ProviderError } from "../model/error.ts"
import type { Input, Values } from "../model/input.ts"
import type { Place } from "../model/place.ts"
import { reasonOf } from "../model/reason.ts"
import { reportWords } from "../model/reportWords.ts"
import { Button } from "../ui/Button.tsx"
import { Dialog } from "../ui/Dialog.tsx"
import { Skeleton } from "../ui/Skeleton.tsx"
import { notify } from "../ui/toast.ts"
import { useIsOpen } from "../ui/useIsOpen.ts"
import { ChangeTable } from "./ChangeTable.tsx"
import { againAt, askedName, headline } from "./asked.ts"
import { InputFields } from "./InputFields.tsx"
import { keptOrders, keptReports, losesUnnamed } from "./kept.ts"
import { TargetNames } from "./TargetNames.tsx"
import { LeftOutNote } from "./LeftOutNote.tsx"
import type { LeftOut } from "./LeftOutNote.tsx"
import { ReportChoice } from "./ReportChoice.tsx"
import { SendNote } from "./SendNote.tsx"
import { TollList } from "./TollList.tsx"
import { TypedWord } from "./TypedWord.tsx"
import { useInputForm } from "./useInputForm.ts"
import { useOffers, useTolls } from "./useTolls.ts"
import { startValues } from "./values.ts"

type Props = {
  readonly at: ActionAt
  readonly action: Action
  readonly targets: readonly Target[]
  /** Selected as well, but it cannot be done to them. */
  readonly leftOut: readonly LeftOut[]
  readonly onClose: () => void
  /** It was done at once, and this came of it. */
  readonly onDone: (done: Done | undefined) => void
  /** It goes on as a job, which tells of itself. */
  readonly onJob: () => void
  /** That job has done it to this one. */
  readonly onTargetDone: (target: Target) => void
  readonly hrefOf: (place: Place) => string
}

const fewInputs = 4

const changedValues = (before: Values, after: Values): Values =>
  Object.fromEntries(Object.entries(after).filter(([id, value]) => before[id] !== value))

/** Stands there until it is known what the action asks for. */
const LookingUp = (
  props: Props & { readonly problem: unknown; readonly onRetry: () => void },
): ReactNode => (
  <Dialog
    open
    onClose={props.onClose}
    title={headline(props)}
    description={props.action.about}
    footer={
      <>
        <Button onClick={props.onClose}>Cancel</Button>
        {props.problem !== null && (
          <Button variant="primary" onClick={props.onRetry}>
            Try again
          </Button>
        )}
      </>
    }
  >
    {props.problem === null ? (
      <div aria-busy className="flex flex-col gap-3">
        <output className="sr-only">Looking up what there is to choose from</output>
        <Skeleton className="h-4 w-24" />
        <Skeleton className="h-8 w-full" />
      </div>
    ) : (
      <SendNote problem={props.problem} what="What there is to choose from is not known." />
    )}
  </Dialog>
)

/** Confirms, fills in and does any action. */
export const ActionDialog = (props: Props) => {
  const { at, action, targets } = props
  const [given] = useState(() => action.inputs?.(targets) ?? [])
  const { data, error, refetch } = useQuery(lookupQuery(at, action, targets))
  if (!action.lookup) return <Filled {...props} inputs={given} />
  if (data) return <Filled {...props} inputs={data} />
  return <LookingUp {...props} problem={error} onRetry={() => void refetch()} />
}

/** What was typed stays until it was done. */
const Filled = ({ inputs, ...props }: Props & { readonly inputs: readonly Input[] }) => {
  const { at, action, targets, leftOut, onClose, onDone, onJob, onTargetDone, hrefOf } = props
  const client = useQueryClient()
  const formId = useId()
  const isOpen = useIsOpen()
  const [before] = useState(() => startValues(inputs))
  const [{ name, dialog }] = useState(() => ({ name: askedName(props), dialog: againAt(props) }))
  const form = useInputForm({
    inputs,
    connection: at.connection,
    together: (values) => action.check?.(values, targets) ?? {},
    name,
    dialog,
  })
  const [sure, setSure] = useState(false)
  const [pending, setPending] = useState(false)
  const word = wordToType(action, at.resource, targets)
  // Reports vanish with the thing, so keeping some is offered before it goes.
  const reports = keptReports(at, action)
  const words = reportWords(reports)
  const [kept, setKept] = useState<readonly string[]>(() => reports.slice(0, 1).map(({ id }) => id))
  const tolls = useTolls(at, action, targets)
  const offers = useOffers(at, action, targets)
  const orders = keptOrders(at, action, targets, tolls.tolls, kept)
  // Whose reports are to be kept is known once they are counted.
  const counting = kept.length > 0 && tolls.loading
  const unnamed = kept.length > 0 && losesUnnamed(action, tolls)
  const unsure = word !== undefined && !sure
  const unchanged = action.changes === true && !form.dirty
  const [target] = targets
  const asJob = targets.length > 1 || action.risk === "destructive" || action.long === true

  // Not before the dialog has gone: until then it says what happened.
  useEffect(() => () => showLacking(client, at.connection.id), [client, at.connection.id])

  const send = async (values: Values): Promise<void> => {
    const sent = action.changes ? changedValues(before, values) : values
    // Of inputs that are not asked for now; the others were looked at by the form.
    const wrong = action.check?.(values, targets) ?? {}
    if (Object.keys(wrong).length > 0)
      throw new ProviderError({ trouble: "invalid", title: "", fields: wrong })
    if (asJob) {
      actAsJob(client, at, action, targets, sent, hrefOf, {
        reports: reports.length > 0 ? orders : [],
        onDone: onTargetDone,
      })
      onJob()
      return
    }
    if (!target) return
    let done: Done | undefined
    try {
      done = await act(client, at, action, target, sent)
    } catch (cause) {
      // Whoever cancelled meanwhile has no form that could tell.
      if (!isOpen())
        notify({ title: `${headline(props)}: failed`, description: reasonOf(cause), tone: "fail" })
      throw cause
    }
    onDone(done)
  }
  const submit = async (): Promise<void> => {
    if (unsure || unchanged || pending || counting || unnamed) return
    setPending(true)
    await form.submit(send)
    setPending(false)
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={headline(props)}
      description={action.about}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={formId}
            variant={action.risk === "destructive" ? "danger" : "primary"}
            pending={pending}
            disabledReason={
              unchanged
                ? "Nothing is changed yet."
                : unsure
                  ? `Type ${word} first.`
                  : counting
                    ? "What goes with it is being counted."
                    : unnamed
                      ? `Not all that goes could be named, so its ${words.many} cannot be exported. Untick them to go on without.`
                      : undefined
            }
          >
            {targets.length > 1
              ? `${action.label} ${formatCount(targets.length)} ${at.resource.many}`
              : action.label}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {leftOut.length > 0 && (
          <LeftOutNote
            at={at}
            leftOut={leftOut}
            of={targets.length + leftOut.length}
            goes={removes(action)}
          />
        )}
        <TargetNames at={at} action={action} targets={targets} />
        {inputs.length > 0 && (
          <InputFields
            form={form}
            offers={offers}
            // Whoever changes something looks for it; of a few, none are in the way.
            flat={action.changes === true || inputs.length <= fewInputs}
          />
        )}
        {action.changes && <ChangeTable inputs={inputs} before={before} after={form.values} />}
        {action.toll && (
          <TollList
            action={action}
            resource={at.resource}
            several={targets.length > 1}
            of={tolls}
          />
        )}
        {reports.length > 0 && (
          <ReportChoice
            legend={words.first}
            reports={reports}
            chosen={kept}
            onChange={setKept}
            orders={orders}
          />
        )}
        {word !== undefined && <TypedWord word={word} onSure={setSure} />}
        {action.risk === "destructive" && (
          <p className="text-sm text-muted">
            It begins 8 seconds after you confirm; until then it can be undone, afterwards not.
          </p>
        )}
        <SendNote problem={form.problem} what="Not done." />
      </form>
    </Dialog>
  )
}
