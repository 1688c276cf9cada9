import { Activity } from "lucide-react"
import { useEffect, useEffectEvent, useRef } from "react"
import type { ReactNode } from "react"
import { InputFields } from "../../form/InputFields.tsx"
import type { FormValues } from "../../form/values.ts"
import { askedInputs } from "../../form/values.ts"
import type { Connection } from "../../model/connection.ts"
import type { ProviderSettings } from "../../model/provider.ts"
import type { Values } from "../../model/input.ts"
import { Button } from "../../ui/Button.tsx"
import { Callout } from "../../ui/Callout.tsx"
import { Card } from "../../ui/Card.tsx"
import { TimeAgo } from "../../ui/TimeAgo.tsx"
import { NameLine } from "./NameLine.tsx"
import { SendNote } from "../../form/SendNote.tsx"
import { failedAt } from "./steps.ts"
import { TestPanel } from "./TestPanel.tsx"
import { useConnectionForm } from "./useConnectionForm.ts"

/** The form of a connection, new or saved, with its test beside it. */
export const ConnectionForm = ({
  provider,
  connection,
  taken,
  typed,
  heading,
  onTyped,
  onSaved,
}: {
  readonly provider: ProviderSettings
  readonly connection?: Connection | undefined
  readonly taken: readonly string[]
  /** What was typed before and never saved. */
  readonly typed?: Values | undefined
  readonly heading?: ReactNode
  /** Told what is typed and not saved; undefined once there is nothing of the kind. */
  readonly onTyped: (values: FormValues | undefined) => void
  readonly onSaved: (saved: Connection) => Promise<void> | void
}) => {
  const state = useConnectionForm({ provider, connection, taken, typed, onSaved })
  const { form, current, shown, testing, saving } = state
  const tell = useEffectEvent((print: string) => onTyped(print === "" ? undefined : form.values))
  const print = form.dirty ? JSON.stringify(form.values) : ""
  useEffect(() => tell(print), [print])
  // A new form is opened to be filled in, so the first input is ready.
  const start = useEffectEvent(() => {
    const first = askedInputs(form.inputs, form.values).find((input) => input.id !== "name")
    if (!connection && first) form.focus(first.id)
  })
  useEffect(() => start(), [])

  // Below the form, on a narrow screen, nobody would see the test go on.
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (testing) panel.current?.scrollIntoView({ block: "nearest", behavior: "smooth" })
  }, [testing])

  const failed = current?.report.ok === false
  const failure = current?.report.steps.find((step) => step.outcome === "failed")
  const untested = !current && !state.unchanged
  const busy = testing || saving
  const saveLabel = failed ? "Save anyway" : untested ? "Test and save" : "Save"

  return (
    <form
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) void (failed ? state.saveAnyway() : state.save())
      }}
      className="grid items-start gap-6 lg:grid-cols-[minmax(0,36rem)_minmax(18rem,26rem)]"
    >
      <Card className="p-4 sm:p-6">
        {heading}
        <InputFields
          form={form}
          only={(input) => connection !== undefined || input.id !== "name"}
        />
        {!connection && (
          <div className="mt-4 border-t border-line-soft pt-3">
            <NameLine form={form} suggested={state.suggested} />
          </div>
        )}
        <div className="mt-5 flex flex-col gap-3">
          {failed && (
            <Callout
              tone="warn"
              title={failure ? `The test ${failedAt(failure)}` : "The test did not pass"}
            >
              {failure?.unjudged === undefined
                ? "You may save it as it is, but its lists will fail until that is mended."
                : "Nobody looked at the credential, so whether it is right is not known. You may save it as it is, but its lists will fail for as long as this lasts."}
            </Callout>
          )}
          <SendNote problem={form.problem} what={connection ? "Not saved." : "Not added."} />
          <div className="flex flex-wrap items-center gap-2">
            <Button
              type="submit"
              variant="primary"
              pending={saving}
              disabled={testing}
              {...(connection && !form.dirty ? { disabledReason: "Nothing has changed." } : {})}
            >
              {saveLabel}
            </Button>
            <Button
              icon={<Activity size={14} aria-hidden />}
              pending={testing}
              disabled={saving}
              onClick={() => void state.test()}
            >
              Test
            </Button>
          </div>
        </div>
      </Card>
      <div ref={panel} className="scroll-my-4 lg:sticky lg:top-20">
        <TestPanel
          report={shown?.report}
          when={
            shown &&
            state.remembered && (
              <>
                Tested <TimeAgo date={new Date(shown.at)} />.
              </>
            )
          }
          pending={testing}
          stale={shown !== undefined && !current}
          onStop={state.stop}
        />
      </div>
    </form>
  )
}
