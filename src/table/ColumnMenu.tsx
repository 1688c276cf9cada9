import { Columns3 } from "lucide-react"
import { IconButton } from "../ui/Button.tsx"
import { Popover } from "../ui/Popover.tsx"
import type { ColumnChoice } from "./ColumnChooser.tsx"
import { lazily } from "../ui/lazily.ts"

const ColumnChooser = lazily(async () => (await import("./ColumnChooser.tsx")).ColumnChooser)

/** Which columns a table shows, in which order, and how close its rows stand. */
export const ColumnMenu = (choice: ColumnChoice) => (
  <Popover
    label="Columns"
    align="end"
    trigger={
      <IconButton
        label="Columns"
        icon={<Columns3 size={16} aria-hidden />}
        onPointerEnter={ColumnChooser.load}
        onFocus={ColumnChooser.load}
      />
    }
  >
    <ColumnChooser {...choice} />
  </Popover>
)
