import { ArrowRight } from "lucide-react"
import { Link } from "react-router"
import { useSession } from "../../data/session.ts"
import { providerIds } from "../../model/provider.ts"
import type { ProviderId } from "../../model/provider.ts"
import { paths } from "../../paths.ts"
import { providerSettings } from "../../providers/settings.ts"
import { ProviderMark } from "../../shell/ProviderMark.tsx"
import { StatusBadge } from "../../ui/StatusBadge.tsx"

/** The providers to choose from, each a link to its form. */
export const ProviderCards = ({
  typed,
}: {
  /** Those whose form was begun and not saved. */
  readonly typed: readonly ProviderId[]
}) => {
  const session = useSession()
  return (
    <>
      <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
        {providerIds.map((id) => (
          <li key={id} className="flex">
            <Link
              to={paths.newConnection(id)}
              className="group flex min-h-24 w-full items-start gap-4 rounded-lg border border-line bg-surface p-4 transition-colors hover:border-control hover:bg-hover active:bg-press"
            >
              <ProviderMark provider={id} size={40} />
              <span className="min-w-0 flex-1">
                <span className="flex flex-wrap items-center gap-2 font-semibold text-strong">
                  {providerSettings[id].name}
                  {typed.includes(id) && <StatusBadge tone="info">Begun</StatusBadge>}
                </span>
                <span className="mt-1 block text-sm text-pretty text-muted">
                  {providerSettings[id].about}
                </span>
              </span>
              <ArrowRight
                size={16}
                aria-hidden
                className="mt-1 text-faint transition-transform group-hover:translate-x-0.5"
              />
            </Link>
          </li>
        ))}
      </ul>
      {session.data?.sandbox === true && (
        <p className="mt-6 max-w-text text-sm text-muted">
          Only looking around? The sandbox has demo data for every provider, already connected:{" "}
          <Link
            to={paths.packages()}
            className="rounded-sm font-medium text-accent underline-offset-2 hover:underline"
          >
            see all packages
          </Link>
          .
        </p>
      )}
    </>
  )
}
