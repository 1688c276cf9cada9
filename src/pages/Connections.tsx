import { Plug, Plus } from "lucide-react"
import { useConnections } from "../data/connections.ts"
import type { Connection } from "../model/connection.ts"
import { paths } from "../paths.ts"
import { PageHeader } from "../shell/PageHeader.tsx"
import { ButtonLink } from "../ui/Button.tsx"
import { Card } from "../ui/Card.tsx"
import { EmptyState } from "../ui/EmptyState.tsx"
import { Skeleton } from "../ui/Skeleton.tsx"
import { ConnectionRow } from "./connections/ConnectionRow.tsx"
import { DeleteDialog } from "./connections/DeleteDialog.tsx"
import { useDialog } from "./useDialog.ts"

const head = "px-4 py-2 text-left text-xs font-medium text-muted"

const Table = ({ connections }: { readonly connections: readonly Connection[] }) => {
  const deletion = useDialog()
  const doomed = connections.find((connection) => connection.id === deletion.of)
  return (
    <>
      <Card flush>
        <table className="w-full border-collapse">
          <caption className="sr-only">Connections</caption>
          <thead className="bg-sunken max-md:sr-only">
            <tr>
              <th scope="col" className={head}>
                Connection
              </th>
              <th scope="col" className={`${head} hidden w-1/3 lg:table-cell`}>
                Address
              </th>
              <th scope="col" className={`${head} hidden md:table-cell`}>
                Health
              </th>
              <th scope="col" className={`${head} hidden xl:table-cell`}>
                Added
              </th>
              <th scope="col" className={head}>
                <span className="sr-only">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {connections.map((connection) => (
              <ConnectionRow
                key={connection.id}
                connection={connection}
                onDelete={() => deletion.show("delete", connection.id)}
              />
            ))}
          </tbody>
        </table>
      </Card>
      {doomed && (
        <DeleteDialog
          connection={doomed}
          open={deletion.name === "delete"}
          onClose={deletion.hide}
          onDeleted={deletion.hide}
        />
      )}
    </>
  )
}

const Waiting = () => (
  <Card flush>
    <output className="sr-only">Loading connections</output>
    {[0, 1, 2, 3, 4].map((row) => (
      <div
        key={row}
        className="flex h-16 items-center gap-3 border-t border-line-soft px-4 first:border-t-0"
      >
        <Skeleton className="size-8" />
        <Skeleton className="h-4 w-48 max-w-full" />
      </div>
    ))}
  </Card>
)

/** Every connection: where it leads, how it fares, and what can be done with it. */
export const Component = () => {
  const { data, isPending } = useConnections()
  const add = (
    <ButtonLink to={paths.newConnection()} variant="primary" icon={<Plus size={14} aria-hidden />}>
      Add connection
    </ButtonLink>
  )
  return (
    <>
      <PageHeader
        title="Connections"
        description="Where Waybill looks for packages. Secrets are sealed on the server and never shown again."
        {...(data && data.length > 0 ? { actions: add } : {})}
      />
      <div className="flex flex-col gap-4">
        {data && data.length > 0 && <Table connections={data} />}
        {data?.length === 0 && (
          <Card flush>
            <EmptyState
              icon={<Plug size={20} aria-hidden />}
              title="No connections yet"
              action={add}
            >
              Connect the first place that your packages are in: choose the provider, paste its
              address and a token, and test it.
            </EmptyState>
          </Card>
        )}
        {isPending && <Waiting />}
      </div>
    </>
  )
}
