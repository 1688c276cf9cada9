import { Bookmark, ChevronDown } from "lucide-react"
import type { Field } from "../model/field.ts"
import { Button } from "../ui/Button.tsx"
import { Popover } from "../ui/Popover.tsx"
import { Spinner } from "../ui/Spinner.tsx"
import { lazily } from "../ui/lazily.ts"
import { Spare } from "../ui/Spare.tsx"

const ViewList = lazily(async () => (await import("./ViewList.tsx")).ViewList)

/** The views of a list, behind one button. */
export const ViewMenu = ({ fields }: { readonly fields: readonly Field[] }) => (
  <Popover
    label="Views"
    trigger={
      <Button icon={<Bookmark size={14} aria-hidden />}>
        Views
        <ChevronDown size={14} aria-hidden />
      </Button>
    }
  >
    {(close) => (
      <Spare fallback={<Spinner />}>
        <ViewList fields={fields} onDone={close} />
      </Spare>
    )}
  </Popover>
)
