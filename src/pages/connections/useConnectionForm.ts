import { useEffect, useRef, useState } from "react"
import { useSaveConnection, useTestConnection } from "../../data/connectionChanges.ts"
import { useLastTest } from "../../data/tests.ts"
import type { Tested } from "../../data/tests.ts"
import { useInputForm } from "../../form/useInputForm.ts"
import { startValues } from "../../form/values.ts"
import type { FormValues } from "../../form/values.ts"
import type { Connection, ConnectionDraft } from "../../model/connection.ts"
import type { ProviderSettings } from "../../model/provider.ts"
import type { Values } from "../../model/input.ts"
import { announce } from "../../ui/announce.ts"
import {
  connectionChecks,
  connectionInputs,
  draftOf,
  sameAccess,
  savedValues,
  suggestName,
} from "./draft.ts"
import { summaryOf } from "./steps.ts"

type Tried = Tested & { readonly draft: ConnectionDraft }

/** The state of a connection's form: its inputs, its test, and the way to save it. */
export const useConnectionForm = ({
  provider,
  connection,
  taken,
  typed,
  onSaved,
}: {
  readonly provider: ProviderSettings
  /** Undefined: a new one. */
  readonly connection: Connection | undefined
  /** Names of the other connections. */
  readonly taken: readonly string[]
  /** What was typed before, where the form was left and is opened again. */
  readonly typed?: Values | undefined
  readonly onSaved: (saved: Connection) => Promise<void> | void
}) => {
  const form = useInputForm({
    inputs: connectionInputs(provider, connection),
    given: connection && savedValues(connection),
    typed,
    saved: connection?.secrets ?? [],
    checks: connectionChecks(taken),
    // Of a new one, its page keeps what was typed for each of the providers.
    name: connection && `connection ${connection.id}`,
  })
  const test = useTestConnection()
  const save = useSaveConnection()
  const kept = useLastTest(connection?.id) ?? undefined
  const [tried, setTried] = useState<Tried>()
  const stopper = useRef<AbortController>(null)
  // Whoever leaves during "Test and save" did not want it saved.
  useEffect(() => () => stopper.current?.abort(), [])

  const suggested = suggestName(provider.name, form.values["address"], taken)
  const draftNow = (values: FormValues): ConnectionDraft =>
    draftOf(provider, values, values["name"]?.trim() || suggested)
  const draft = draftNow(form.values)
  /** What gives access is as it is saved; the name may differ. */
  const unchanged =
    connection !== undefined && sameAccess(draft, { settings: connection.settings, secrets: {} })
  /** The result that is true of what is on screen. */
  const current: Tested | undefined = unchanged
    ? kept
    : tried && sameAccess(tried.draft, draft)
      ? tried
      : undefined
  const shown = current ?? tried ?? kept

  const runTest = async (values: FormValues): Promise<Tested> => {
    const stop = new AbortController()
    stopper.current = stop
    announce("Testing the connection")
    const tested = draftNow(values)
    const report = await test.mutateAsync({
      id: connection?.id,
      // A saved connection is tried as it is saved, so that the result is remembered with it.
      draft: unchanged ? undefined : tested,
      signal: stop.signal,
    })
    const result = { report, at: Date.now() }
    setTried({ ...result, draft: tested })
    announce(`The connection test ${summaryOf(report)}`)
    return result
  }

  const store = async (values: FormValues, tested: Tested | undefined): Promise<void> => {
    const saved = await save.mutateAsync({ id: connection?.id, draft: draftNow(values), tested })
    if (connection) {
      // The typed secrets are the saved ones now.
      setTried(undefined)
      form.settle(startValues(connectionInputs(provider, saved), savedValues(saved)))
    }
    await onSaved(saved)
  }

  return {
    form,
    /** What it will be called, unless it is given a name. */
    suggested,
    current,
    shown,
    /** The result shown is one of an earlier visit, so its age is worth a word. */
    remembered: shown !== undefined && tried === undefined,
    unchanged,
    testing: test.isPending,
    saving: save.isPending,
    stop: () => stopper.current?.abort(),
    test: () =>
      form.submit(async (values) => {
        await runTest(values)
      }),
    /** Saves; access that was not tested is tested first, and saved only if that went well. */
    save: () =>
      form.submit(async (values) => {
        const tested = current ?? (unchanged ? undefined : await runTest(values))
        if (unchanged || tested?.report.ok) await store(values, tested)
      }),
    /** Saves whatever the test says. */
    saveAnyway: () => form.submit((values) => store(values, current)),
  }
}
