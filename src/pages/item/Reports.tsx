import { Download } from "lucide-react"
import { downloadReport } from "../../data/download.ts"
import type { Connection } from "../../model/connection.ts"
import type { Row } from "../../model/field.ts"
import type { Place } from "../../model/place.ts"
import type { Resource } from "../../model/provider.ts"
import { targetTitle } from "../../model/title.ts"
import { Button } from "../../ui/Button.tsx"
import { Card } from "../../ui/Card.tsx"

/** The files that the provider makes of an item: what each is for, and a button for each artifact. */
export const Reports = ({
  connection,
  resource,
  place,
  row,
}: {
  readonly connection: Connection
  readonly resource: Resource
  readonly place: Place
  readonly row: Row
}) => (
  <Card flush>
    <ul>
      {resource.reports?.map((report) => {
        const reason = report.blocked?.(row)
        const variants = (report.variants ?? [{ id: undefined, label: "Download" }]).filter(
          ({ id }) => id === undefined || !report.not?.includes(id),
        )
        return (
          <li
            key={report.id}
            className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line-soft px-4 py-3 last:border-b-0"
          >
            <div className="min-w-0 flex-1 basis-72">
              <p className="text-sm font-medium text-strong">{report.label}</p>
              <p className="text-sm text-muted">{report.about}</p>
              <p className="font-mono text-xs text-faint">{report.fileName}</p>
            </div>
            <div className="flex flex-wrap gap-2">
              {variants.map((variant) => (
                <Button
                  key={variant.id ?? ""}
                  size="sm"
                  icon={<Download size={14} aria-hidden />}
                  aria-label={`Download ${report.label}${variant.id === undefined ? "" : `, ${variant.label}`}`}
                  {...(reason === undefined ? {} : { disabledReason: reason })}
                  onClick={() =>
                    downloadReport(connection, {
                      report,
                      place,
                      variant: variant.id,
                      title: targetTitle(resource, { place, row }),
                    })
                  }
                >
                  {variant.label}
                </Button>
              ))}
            </div>
          </li>
        )
      })}
    </ul>
  </Card>
)
