import { Settings2 } from "lucide-react"
import { paths } from "../paths.ts"
import { ButtonLink } from "../ui/Button.tsx"
import { tell } from "../model/remedies.ts"
import type { Trouble } from "./TroubleNote.tsx"

/** The way to a connection's settings, where what failed is mended there. */
export const SettingsLink = ({
  error,
  connection,
  list,
  variant = "secondary",
}: Pick<Trouble, "error" | "list"> & {
  readonly connection: { readonly id: string }
  readonly variant?: "secondary" | "ghost"
}) =>
  tell(error, list?.place)?.settings ? (
    <ButtonLink
      size="sm"
      variant={variant}
      to={paths.connection(connection.id)}
      icon={<Settings2 size={14} aria-hidden />}
    >
      Connection settings
    </ButtonLink>
  ) : null
