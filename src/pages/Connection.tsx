import { ArrowUpRight, Plug, Trash2 } from "lucide-react"
import { useState } from "react"
import { useNavigate, useParams } from "react-router"
import { useConnections } from "../data/connections.ts"
import { UnsavedDialog } from "../form/UnsavedDialog.tsx"
import { useUnsavedGuard } from "../form/useUnsavedGuard.ts"
import type { Connection } from "../model/connection.ts"
import { paths } from "../paths.ts"
import { providerSettings } from "../providers/settings.ts"
import { PageHeader } from "../shell/PageHeader.tsx"
import { ProviderMark } from "../shell/ProviderMark.tsx"
import { TroubleNote } from "../shell/TroubleNote.tsx"
import { Button, ButtonLink } from "../ui/Button.tsx"
import { EmptyState } from "../ui/EmptyState.tsx"
import { Skeleton } from "../ui/Skeleton.tsx"
import { TimeAgo } from "../ui/TimeAgo.tsx"
import { notify } from "../ui/toast.ts"
import { ConnectionForm } from "./connections/ConnectionForm.tsx"
import { HealthBadge } from "./connections/ConnectionHealth.tsx"
import { DeleteDialog } from "./connections/DeleteDialog.tsx"
import { SandboxTag } from "./connections/SandboxTag.tsx"
import { useDialog } from "./useDialog.ts"

const trail = [{ label: "Connections", to: paths.connections() }]

const Edit = ({
  connection,
  taken,
}: {
  readonly connection: Connection
  readonly taken: readonly string[]
}) => {
  const navigate = useNavigate()
  const deletion = useDialog()
  const [dirty, setDirty] = useState(false)
  const { blocker, release } = useUnsavedGuard(dirty)
  const provider = providerSettings[connection.provider]
  return (
    <>
      <PageHeader
        title={connection.name}
        trail={trail}
        mark={<ProviderMark provider={connection.provider} size={28} />}
        status={
          <>
            <HealthBadge id={connection.id} />
            {connection.sandbox && <SandboxTag />}
          </>
        }
        description={
          <>
            {provider.name}. Added <TimeAgo date={new Date(connection.createdAt)} />
            {connection.updatedAt !== connection.createdAt && (
              <>
                , last changed <TimeAgo date={new Date(connection.updatedAt)} />
              </>
            )}
            .
            {connection.sandbox &&
              " The server made it for its sandbox; it goes when the sandbox is switched off."}
          </>
        }
        actions={
          <>
            <ButtonLink
              to={paths.item(connection.id, [])}
              icon={<ArrowUpRight size={14} aria-hidden />}
            >
              Open its packages
            </ButtonLink>
            <Button icon={<Trash2 size={14} aria-hidden />} onClick={() => deletion.show("delete")}>
              Delete
            </Button>
          </>
        }
      />
      <ConnectionForm
        provider={provider}
        connection={connection}
        taken={taken}
        onTyped={(values) => setDirty(values !== undefined)}
        onSaved={(saved) => notify({ title: `Saved ${saved.name}` })}
      />
      <DeleteDialog
        connection={connection}
        open={deletion.name === "delete"}
        onClose={deletion.hide}
        onDeleted={() => {
          release()
          void navigate(paths.connections(), { replace: true })
        }}
      />
      <UnsavedDialog blocker={blocker} what={`The change of ${connection.name}`} />
    </>
  )
}

const Waiting = () => (
  <>
    <PageHeader title="Connection" trail={trail} />
    <div className="grid gap-6 lg:grid-cols-[minmax(0,36rem)_minmax(18rem,26rem)]">
      <Skeleton className="h-96 w-full" />
      <Skeleton className="h-80 w-full" />
    </div>
  </>
)

/** One connection: change its settings, test it, delete it. */
export const Component = () => {
  const { connection: id = "" } = useParams()
  const { data, error, isFetching, refetch } = useConnections()
  const connection = data?.find((one) => one.id === id)
  if (connection)
    return (
      <Edit
        key={id}
        connection={connection}
        taken={data?.filter((one) => one.id !== id).map((one) => one.name) ?? []}
      />
    )
  if (error)
    return (
      <>
        <PageHeader title="Connection" trail={trail} />
        <TroubleNote error={error} onRetry={() => void refetch()} retrying={isFetching} />
      </>
    )
  if (!data) return <Waiting />
  return (
    <>
      <PageHeader title="No such connection" trail={trail} />
      <EmptyState
        icon={<Plug size={20} aria-hidden />}
        title="This connection does not exist, or was deleted"
        action={<ButtonLink to={paths.connections()}>All connections</ButtonLink>}
      />
    </>
  )
}
