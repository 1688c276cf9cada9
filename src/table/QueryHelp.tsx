import { CircleQuestionMark } from "lucide-react"
import type { Field, Row } from "../model/field.ts"
import { IconButton } from "../ui/Button.tsx"
import { lazily } from "../ui/lazily.ts"
import { Popover } from "../ui/Popover.tsx"
import { Spare } from "../ui/Spare.tsx"
import { Spinner } from "../ui/Spinner.tsx"

const QueryExamples = lazily(async () => (await import("./QueryExamples.tsx")).QueryExamples)

/** The button in a query box that says what can be asked. */
export const QueryHelp = ({
  fields,
  rows,
  onChoose,
}: {
  readonly fields: readonly Field[]
  /** What is in them can be asked for. */
  readonly rows: readonly Row[]
  readonly onChoose: (example: string) => void
}) => (
  <Popover
    label="What can be asked"
    align="end"
    trigger={
      <IconButton
        label="What can be asked"
        size="sm"
        icon={<CircleQuestionMark size={14} aria-hidden />}
      />
    }
  >
    {(shut) => (
      <Spare fallback={<Spinner />}>
        <QueryExamples
          fields={fields}
          rows={rows}
          onChoose={(example) => {
            shut()
            onChoose(example)
          }}
        />
      </Spare>
    )}
  </Popover>
)
