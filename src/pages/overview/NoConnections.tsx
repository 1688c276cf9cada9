import { Plug } from "lucide-react"
import { paths } from "../../paths.ts"
import { ButtonLink } from "../../ui/Button.tsx"
import { EmptyState } from "../../ui/EmptyState.tsx"

/** The first thing a new user sees, where there is no sandbox. */
export const NoConnections = () => (
  <EmptyState
    icon={<Plug size={18} />}
    title="Connect your first provider"
    action={
      <ButtonLink to={paths.newConnection()} variant="primary">
        Add connection
      </ButtonLink>
    }
  >
    Waybill shows the packages of Spectra Assure, Cloud Foundry, vRealize Automation, Cylance Optics
    and Astra Control. To look around with made-up accounts first, start it with the sandbox on.
  </EmptyState>
)
