import { takeStock } from "../data/unsent.ts"
import { notify } from "../ui/toast.ts"

const again = "Secrets are not kept: enter them again."

/** Says, to whom it belongs, that what they typed when their session ended is still there, and where. */
export const tellUnsent = (open: (href: string) => void): void => {
  const all = takeStock()
  const inPlace = all.filter(({ dialog }) => !dialog)
  if (inPlace.length > 0)
    notify({
      tone: "info",
      title: "What you typed before you signed in again is back in its form",
      ...(inPlace.some(({ secrets }) => secrets) ? { description: again } : {}),
    })
  for (const { dialog, secrets } of all) {
    if (!dialog) continue
    const { title, back, href } = dialog
    notify({
      tone: "info",
      title,
      description: [back, ...(secrets ? [again] : [])].join(" "),
      stays: true,
      ...(href === undefined ? {} : { action: { label: "Go on", onSelect: () => open(href) } }),
    })
  }
}
