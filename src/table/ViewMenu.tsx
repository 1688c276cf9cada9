import { Bookmark, ChevronDown } from "lucide-react"
import { Suspense } from "react"
import type { Field } from "../model/field.ts"
import { Button } from "../ui/Button.tsx"
import { Popover } from "../ui/Popover.tsx"
import { Spinner } from "../ui/Spinner.tsx"
import { lazily } from "../ui/lazily.ts"

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
      <Suspense fallback={<Spinner />}>
        <ViewList fields={fields} onDone={close} />
      </Suspense>
    )}
  </Popover>
)
