import { Bookmark, ChevronDown } from "lucide-react"
import { useMemo } from "react"
import { useLocation } from "react-router"
import { useViews } from "../data/useViews.ts"
import type { Field } from "../model/field.ts"
import type { Paging } from "../model/provider.ts"
import { Button } from "../ui/Button.tsx"
import { Popover } from "../ui/Popover.tsx"
import { lazily } from "../ui/lazily.ts"
import { currentView } from "./currentView.ts"
import { useSeen } from "./seen.ts"
import { seenIn } from "./seenAddress.ts"

const ViewList = lazily(async () => (await import("./ViewList.tsx")).ViewList)

/** The views of a list, behind one button, which names the one that is open. */
export const ViewMenu = ({
  fields,
  paging,
}: {
  readonly fields: readonly Field[]
  readonly paging: Paging
}) => {
  const { pathname, search } = useLocation()
  const saved = useViews()
  const at = seenIn(useSeen(pathname), search)
  const current = useMemo(
    () =>
      currentView(
        { fields, paging },
        search,
        at,
        saved.filter(({ path }) => path === pathname),
      ),
    [fields, paging, search, at, saved, pathname],
  )
  return (
    <Popover
      label="Views"
      trigger={
        <Button
          icon={<Bookmark size={14} aria-hidden />}
          title={current?.name}
          className="max-w-full"
          onPointerEnter={ViewList.load}
          onFocus={ViewList.load}
        >
          <span className="max-w-64 truncate">Views{current && `: ${current.name}`}</span>
          <ChevronDown size={14} aria-hidden />
        </Button>
      }
    >
      {(close) => <ViewList fields={fields} current={current?.id} onDone={close} />}
    </Popover>
  )
}
