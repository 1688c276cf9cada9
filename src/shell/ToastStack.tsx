import { Toast as Base } from "@base-ui/react/toast"
import { X } from "lucide-react"
import { useEffect } from "react"
import { Button, IconButton } from "../ui/Button.tsx"
import { StatusShape } from "../ui/StatusShape.tsx"
import { takeToasts } from "../ui/toast.ts"
import type { Toast } from "../ui/toast.ts"

const tones = ["pass", "info", "warn", "fail"] as const
const words = { pass: "Done", info: "Note", warn: "Warning", fail: "Failed" } as const

const manager = Base.createToastManager<object>()

const show = (toast: Toast): void => {
  const tone = toast.tone ?? "pass"
  const id = manager.add({
    title: toast.title,
    ...(toast.description === undefined ? {} : { description: toast.description }),
    type: tone,
    timeout: toast.stays ? 30_000 : tone === "fail" ? 15_000 : 5000,
    priority: tone === "fail" ? "high" : "low",
    ...(toast.action
      ? {
          actionProps: {
            children: toast.action.label,
            onClick: () => {
              toast.action?.onSelect()
              manager.close(id)
            },
          },
        }
      : {}),
  })
}

const List = () => {
  const { toasts } = Base.useToastManager()
  return toasts.map((toast) => {
    const tone = tones.find((one) => one === toast.type) ?? "info"
    return (
      <Base.Root
        key={toast.id}
        toast={toast}
        swipeDirection={["right", "down"]}
        className="pointer-events-auto w-full rounded-lg bg-overlay p-3 text-sm text-strong shadow-overlay transition-opacity data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
      >
        <Base.Content className="flex items-start gap-2.5">
          <span className="flex h-5 items-center">
            <StatusShape tone={tone} size={14} label={words[tone]} />
          </span>
          <div className="min-w-0 flex-1">
            <Base.Title className="font-medium" render={<p />} />
            <Base.Description className="mt-0.5 text-muted" />
          </div>
          <Base.Action render={<Button size="sm" />} />
          <Base.Close
            render={<IconButton label="Dismiss" size="sm" icon={<X size={14} aria-hidden />} />}
          />
        </Base.Content>
      </Base.Root>
    )
  })
}

/** The part of the toasts that is loaded late. At most three are shown; F6 reaches them by keyboard. */
export const ToastStack = () => {
  useEffect(() => takeToasts(show), [])
  return (
    <Base.Provider toastManager={manager} limit={3}>
      <Base.Portal>
        <Base.Viewport
          data-screen-only=""
          className="pointer-events-none fixed right-4 bottom-4 z-50 flex w-[min(22.5rem,calc(100vw-2rem))] flex-col-reverse gap-2"
        >
          <List />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}
