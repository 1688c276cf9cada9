import { Columns3 } from "lucide-react"
import { IconButton } from "../ui/Button.tsx"
import { Popover } from "../ui/Popover.tsx"
import { Spinner } from "../ui/Spinner.tsx"
import type { ColumnChoice } from "./ColumnChooser.tsx"
import { lazily } from "../ui/lazily.ts"
import { Spare } from "../ui/Spare.tsx"

const ColumnChooser = lazily(async () => (await import("./ColumnChooser.tsx")).ColumnChooser)

/** Which columns a table shows, in which order, and how close its rows stand. */
export const ColumnMenu = (choice: ColumnChoice) => (
  <Popover
    label="Columns"
    align="end"
    trigger={<IconButton label="Columns" icon={<Columns3 size={16} aria-hidden />} />}
  >
    <Spare fallback={<Spinner />}>
      <ColumnChooser {...choice} />
    </Spare>
  </Popover>
)
