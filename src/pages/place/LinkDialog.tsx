import { Download } from "lucide-react"
import { useState } from "react"
import type { Done } from "../../model/action.ts"
import { useCountdown } from "../../shell/useCountdown.ts"
import { buttonStyle } from "../../ui/buttonStyle.ts"
import { Button } from "../../ui/Button.tsx"
import { CopyButton } from "../../ui/CopyButton.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { safeHref } from "../../ui/ExternalLink.tsx"

/** A file that the provider made ready: a link for the seconds that it lives, and never a second one by itself. */
export const LinkDialog = ({
  link: { url, fileName, expiresAt },
  onAgain,
  onClose,
}: {
  readonly link: NonNullable<Done["link"]>
  /** Asks for another one; that may cost again. */
  readonly onAgain: () => void
  readonly onClose: () => void
}) => {
  const [over, setOver] = useState(false)
  const seconds = useCountdown(expiresAt, () => setOver(true))
  const href = safeHref(url)
  return (
    <Dialog
      open
      onClose={onClose}
      title={over ? "The link has expired" : "The file is ready"}
      description={
        over
          ? "Links live for a short time only. Another one may count against the allowance again."
          : fileName
      }
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          {over ? (
            <Button variant="primary" onClick={onAgain}>
              Request another link
            </Button>
          ) : (
            href && (
              <a
                href={href}
                download={fileName}
                rel="noreferrer"
                className={buttonStyle("primary", "md")}
              >
                <Download size={14} aria-hidden /> Download
              </a>
            )
          )}
        </>
      }
    >
      {!over && (
        <div className="flex items-center gap-2 text-sm text-muted">
          <span role="timer" className="numeric flex-1">
            {expiresAt ? `Valid for ${seconds} more seconds.` : "Use it soon: links expire."}
          </span>
          <CopyButton value={url} label="the link" />
        </div>
      )}
      {!href && <p className="text-sm">The provider sent no address that can be opened: {url}</p>}
    </Dialog>
  )
}
