import { useEffect, useState } from "react"
import { onFirstToast } from "../ui/toast.ts"
import { lazily } from "../ui/lazily.ts"
import { Spare } from "../ui/Spare.tsx"

const ToastStack = lazily(async () => (await import("./ToastStack.tsx")).ToastStack)

/** Where toasts appear. Its code is loaded by the first one. */
export const Toasts = () => {
  const [wanted, setWanted] = useState(false)
  useEffect(() => onFirstToast(() => setWanted(true)), [])
  return wanted ? (
    <Spare>
      <ToastStack />
    </Spare>
  ) : null
}
