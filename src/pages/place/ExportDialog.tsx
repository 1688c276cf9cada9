import { useQueryClient } from "@tanstack/react-query"
import { useId, useState } from "react"
import type { ActionAt } from "../../data/act.ts"
import { downloadZipOf } from "../../data/download.ts"
import { withKnown } from "../../data/late.ts"
import { LeftOutNote, sortOut } from "../../form/LeftOutNote.tsx"
import { ordersOf, reportedOf, ReportChoice } from "../../form/ReportChoice.tsx"
import { Segments } from "../../form/Segments.tsx"
import { ofConnection } from "../../model/actedOn.ts"
import type { Target } from "../../model/action.ts"
import { reportWords } from "../../model/reportWords.ts"
import { counted, sentence } from "../../lib/text.ts"
import { Button } from "../../ui/Button.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { notify } from "../../ui/toast.ts"
import { capital } from "./here.ts"

/** Chooses the formats, and exports the reports of everything selected as one zip. */
export const ExportDialog = ({
  here,
  targets,
  onClose,
}: {
  readonly here: ActionAt
  readonly targets: readonly Target[]
  readonly onClose: () => void
}) => {
  const { connection, resource } = here
  const client = useQueryClient()
  const reports = resource.reports ?? []
  const words = reportWords(reports)
  const [known] = useState(() => targets.map((one) => withKnown(client, here, one)))
  const [chosen, setChosen] = useState<readonly string[]>(() =>
    reports.slice(0, 1).map(({ id }) => id),
  )
  const artifacts = reports.find(({ variants = [] }) => variants.length > 1)?.variants ?? []
  const [artifact, setArtifact] = useState(artifacts[0]?.id)
  const artifactId = useId()
  const wanted = reports.filter(({ id }) => chosen.includes(id))
  const { allowed, leftOut } = sortOut(known, (one) => {
    const reasons = wanted.map((report) => one.row && report.blocked?.(one.row))
    return reasons.find((reason) => reason !== undefined)
  })
  const orders = ordersOf(reports, reportedOf(resource, allowed), chosen, artifact)
  const none =
    chosen.length === 0
      ? `Choose a ${words.one} first.`
      : orders.length === 0
        ? (leftOut[0]?.reason ?? `Of this artifact there is no such ${words.one}.`)
        : undefined
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Export ${words.many} of ${counted(targets.length, resource.one, resource.many)}${ofConnection(here)}`}
      description="One zip, with a manifest that names each file, its size and its SHA-256. It goes on while you use other pages."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            {...(none === undefined ? {} : { disabledReason: none })}
            onClick={() => {
              downloadZipOf(connection, orders, (cause) =>
                notify({
                  tone: "fail",
                  title: `The zip of ${counted(orders.length, words.one, words.many)} could not be saved`,
                  description: `${cause instanceof Error ? sentence(cause.message) : "The fault is ours."} Nothing was saved. See that there is room on the disk, then export again, or fewer at a time.`,
                }),
              )
              onClose()
            }}
          >
            Export {counted(orders.length, words.one, words.many)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {leftOut.length > 0 && <LeftOutNote at={here} leftOut={leftOut} of={targets.length} />}
        {artifact !== undefined && (
          <div className="max-w-md">
            <p id={artifactId} className="mb-1 text-sm font-medium text-strong">
              Of which artifact
            </p>
            <Segments
              name="export-artifact"
              value={artifact}
              options={artifacts.map(({ id, label }) => ({ value: id, label }))}
              onChange={setArtifact}
              labelledBy={artifactId}
            />
          </div>
        )}
        <ReportChoice
          legend={capital(words.many)}
          reports={reports}
          chosen={chosen}
          onChange={setChosen}
          orders={orders}
        />
      </div>
    </Dialog>
  )
}
