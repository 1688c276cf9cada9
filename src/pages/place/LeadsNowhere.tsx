import { Compass } from "lucide-react"
import { PageHeader } from "../../shell/PageHeader.tsx"
import { ButtonLink } from "../../ui/Button.tsx"
import { EmptyState } from "../../ui/EmptyState.tsx"

/** The page at an address that leads nowhere, and the nearest one that leads somewhere. */
export const LeadsNowhere = ({
  what,
  to,
  label,
}: {
  readonly what: string
  readonly to: string
  readonly label: string
}) => (
  <>
    <PageHeader title="Not found" />
    <EmptyState
      icon={<Compass size={18} />}
      title={what}
      action={
        <ButtonLink to={to} variant="primary">
          {label}
        </ButtonLink>
      }
    >
      The link may be old, or a name in it may be misspelt.
    </EmptyState>
  </>
)
