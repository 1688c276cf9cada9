import { Activity, ArrowUpRight, Ellipsis, Settings2, Trash2 } from "lucide-react"
import { Link } from "react-router"
import { useTestConnection } from "../../data/connectionChanges.ts"
import type { Connection } from "../../model/connection.ts"
import { paths } from "../../paths.ts"
import { providerSettings } from "../../providers/settings.ts"
import { ProviderMark } from "../../shell/ProviderMark.tsx"
import { announce } from "../../ui/announce.ts"
import { IconButton } from "../../ui/Button.tsx"
import { CopyButton } from "../../ui/CopyButton.tsx"
import { Menu } from "../../ui/Menu.tsx"
import { TimeAgo } from "../../ui/TimeAgo.tsx"
import { HealthBadge, LastTest } from "./ConnectionHealth.tsx"
import { addressOf } from "./draft.ts"
import { SandboxTag } from "./SandboxTag.tsx"
import { SendNote } from "../../form/SendNote.tsx"
import { summaryOf } from "./steps.ts"

const cell = "border-t border-line-soft px-4 py-3 align-middle"

const Address = ({ connection }: { readonly connection: Connection }) => {
  const address = addressOf(connection.settings)
  if (address === undefined) return <span className="text-muted">not given</span>
  return (
    <span className="group/copy flex min-w-0 items-center gap-1">
      <span title={address} className="truncate font-mono text-xs text-body">
        {address}
      </span>
      <CopyButton value={connection.settings["address"] ?? address} label="address" />
    </span>
  )
}

/** One connection in the table of all; on a narrow screen its first cell tells it all. */
export const ConnectionRow = ({
  connection,
  onDelete,
}: {
  readonly connection: Connection
  readonly onDelete: () => void
}) => {
  const test = useTestConnection()
  const { id, name, provider } = connection
  const providerName = providerSettings[provider].name
  const run = (): void => {
    announce(`Testing ${name}`)
    test.mutate(
      { id },
      { onSuccess: (report) => announce(`The test of ${name} ${summaryOf(report)}`) },
    )
  }
  return (
    <>
      <tr className="transition-colors hover:bg-hover">
        <th scope="row" className={`${cell} text-left font-normal`}>
          <div className="flex items-center gap-3">
            <ProviderMark provider={provider} size={32} />
            <div className="min-w-0">
              <Link
                to={paths.item(id, [])}
                className="touch-target rounded-sm text-base font-medium break-words text-strong underline-offset-2 hover:underline"
              >
                {name}
              </Link>
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">
                {providerName !== name && providerName}
                {connection.sandbox && <SandboxTag />}
              </p>
              <div className="mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 md:hidden">
                <HealthBadge id={id} pending={test.isPending} />
                <LastTest id={id} />
              </div>
            </div>
          </div>
        </th>
        <td className={`${cell} hidden max-w-0 lg:table-cell`}>
          <Address connection={connection} />
        </td>
        <td className={`${cell} hidden whitespace-nowrap md:table-cell`}>
          <div className="flex flex-col items-start gap-0.5">
            <HealthBadge id={id} pending={test.isPending} />
            <LastTest id={id} />
          </div>
        </td>
        <td className={`${cell} hidden text-sm whitespace-nowrap text-muted xl:table-cell`}>
          <TimeAgo date={new Date(connection.createdAt)} />
        </td>
        <td className={`${cell} w-0 pl-0`}>
          <div className="flex items-center justify-end gap-1">
            <IconButton
              label={`Test ${name}`}
              icon={<Activity size={16} aria-hidden />}
              onClick={run}
              {...(test.isPending ? { disabledReason: "The test is under way." } : {})}
              className="max-sm:hidden"
            />
            <Menu
              label={`Actions for ${name}`}
              trigger={
                <IconButton
                  label={`Actions for ${name}`}
                  icon={<Ellipsis size={16} aria-hidden />}
                />
              }
              items={[
                {
                  label: "Open its packages",
                  icon: <ArrowUpRight size={14} />,
                  to: paths.item(id, []),
                },
                { label: "Edit", icon: <Settings2 size={14} />, to: paths.connection(id) },
                {
                  label: "Test",
                  icon: <Activity size={14} />,
                  onSelect: run,
                  disabledReason: test.isPending ? "The test is under way." : undefined,
                },
                "separator",
                { label: "Delete", icon: <Trash2 size={14} />, danger: true, onSelect: onDelete },
              ]}
            />
          </div>
        </td>
      </tr>
      {test.isError && (
        <tr>
          <td colSpan={5} className="px-4 pb-3">
            <SendNote problem={test.error} what="Not tested." />
          </td>
        </tr>
      )}
    </>
  )
}
