import type { Absent } from "../model/field.ts"

const reasons: Readonly<Record<Exclude<Absent["absent"], "unreadable">, string>> = {
  null: "The provider says that there is none",
  "not-provided": "The provider does not send this",
  forbidden: "The provider does not show this to this credential",
  "not-loaded": "Not asked for, so not known",
}

/** What stands where there is no value: why there is none. */
export const Missing = ({
  cell,
  detail,
}: {
  readonly cell: Absent | undefined
  readonly detail: boolean
}) => {
  if (cell?.absent === "unreadable")
    return (
      <span className="text-muted" title="Not a value of the kind that belongs here">
        {cell.said}
      </span>
    )
  const reason = reasons[cell?.absent ?? "not-provided"]
  if (cell?.said !== undefined)
    return (
      <span className="text-muted" title={reason}>
        {cell.said}
      </span>
    )
  if (!detail)
    // One element, with words for those who hear it: a screen of rows has dozens of these.
    return (
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- there is no file for an img to show
      <span role="img" aria-label={reason} className="text-faint" title={reason}>
        —
      </span>
    )
  return (
    <span className="text-faint">
      <span aria-hidden>—</span>
      <span className="ml-2 text-xs">{reason}</span>
    </span>
  )
}
