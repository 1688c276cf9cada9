import { useId, useState } from "react"
import { downloadZipOf } from "../../data/download.ts"
import { ordersOf, reportedOf, ReportChoice } from "../../form/ReportChoice.tsx"
import { Segments } from "../../form/Segments.tsx"
import type { Target } from "../../model/action.ts"
import { counted } from "../../lib/text.ts"
import { Button } from "../../ui/Button.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { capital } from "./here.ts"
import type { Here } from "./here.ts"

/** Chooses the formats, and exports the reports of everything selected as one zip. */
export const ExportDialog = ({
  here,
  targets,
  onClose,
  onStarted,
}: {
  readonly here: Pick<Here, "connection" | "resource">
  readonly targets: readonly Target[]
  readonly onClose: () => void
  readonly onStarted: () => void
}) => {
  const { connection, resource } = here
  const reports = resource.reports ?? []
  const exports = resource.reportsAre ?? "downloads"
  const [chosen, setChosen] = useState<readonly string[]>(() =>
    reports.slice(0, 1).map(({ id }) => id),
  )
  const artifacts = reports.find(({ variants = [] }) => variants.length > 1)?.variants ?? []
  const [artifact, setArtifact] = useState(artifacts[0]?.id)
  const artifactId = useId()
  const orders = ordersOf(reports, reportedOf(resource, targets), chosen, artifact)
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Export ${exports} of ${counted(targets.length, resource.one, resource.many)}`}
      description="One zip, with a manifest that names each file, its size and its SHA-256. It goes on while you use other pages."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            {...(orders.length === 0 ? { disabledReason: "Choose a report first." } : {})}
            onClick={() => {
              downloadZipOf(connection, orders)
              onStarted()
              onClose()
            }}
          >
            Export {counted(orders.length, exports.slice(0, -1), exports)}
          </Button>
        </>
      }
    >
      {artifact !== undefined && (
        <div className="mb-4 max-w-md">
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
        legend={capital(exports)}
        reports={reports}
        chosen={chosen}
        onChange={setChosen}
        orders={orders}
      />
    </Dialog>
  )
}
