import { useQueryClient } from "@tanstack/react-query"
import { useNavigate, useSearchParams } from "react-router"
import { useConnections } from "../data/connections.ts"
import { providerQuery } from "../data/provider.ts"
import { UnsavedDialog } from "../form/UnsavedDialog.tsx"
import { useUnsavedGuard } from "../form/useUnsavedGuard.ts"
import type { Connection } from "../model/connection.ts"
import { providerIds } from "../model/provider.ts"
import { paths } from "../paths.ts"
import { providerSettings } from "../providers/settings.ts"
import { PageHeader } from "../shell/PageHeader.tsx"
import { ProviderMark } from "../shell/ProviderMark.tsx"
import { ButtonLink } from "../ui/Button.tsx"
import { notify } from "../ui/toast.ts"
import { ConnectionForm } from "./connections/ConnectionForm.tsx"
import { ProviderCards } from "./connections/ProviderCards.tsx"
import { useTypedForms } from "./connections/useTypedForms.ts"

/** Adds a connection: choose the provider, fill in what it asks, test, save. */
export const Component = () => {
  const [params] = useSearchParams()
  const chosen = providerIds.find((id) => id === params.get("provider"))
  const connections = useConnections()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [typed, setTyped] = useTypedForms()
  const { blocker, release } = useUnsavedGuard(
    Object.values(typed).some((values) => values !== undefined),
  )
  const taken = (connections.data ?? []).map((connection) => connection.name)

  const onSaved = async (saved: Connection): Promise<void> => {
    release()
    notify({ title: `Added ${saved.name}` })
    const { root } = await client.ensureQueryData(providerQuery(saved.provider))
    await navigate(paths.list(saved.id, [], root))
  }

  return (
    <>
      <PageHeader
        title="Add connection"
        trail={[{ label: "Connections", to: paths.connections() }]}
        description={
          chosen
            ? "Secrets are sealed on the server and never shown again."
            : "Choose where the packages are."
        }
      />
      {chosen ? (
        <ConnectionForm
          key={chosen}
          provider={providerSettings[chosen]}
          taken={taken}
          typed={typed[chosen]}
          onTyped={(values) => setTyped((all) => ({ ...all, [chosen]: values }))}
          onSaved={onSaved}
          heading={
            <div className="mb-5 flex items-center gap-3 border-b border-line-soft pb-4">
              <ProviderMark provider={chosen} size={32} />
              <div className="min-w-0 flex-1">
                <h2 className="text-lg font-semibold text-strong">
                  {providerSettings[chosen].name}
                </h2>
                <p className="text-xs text-pretty text-muted">{providerSettings[chosen].about}</p>
              </div>
              <ButtonLink size="sm" variant="ghost" to={paths.newConnection()}>
                Change
              </ButtonLink>
            </div>
          }
        />
      ) : (
        <ProviderCards typed={providerIds.filter((id) => typed[id] !== undefined)} />
      )}
      <UnsavedDialog blocker={blocker} what="The new connection" />
    </>
  )
}
