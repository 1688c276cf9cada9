import { useEffect, useEffectEvent, useSyncExternalStore } from "react"
import { useLocation } from "react-router"
import type { ReactNode } from "react"
import { awayNow, watchAway, whenBack } from "../lib/away.ts"
import { isOurs } from "../model/down.ts"
import { statusOf } from "../model/problemWords.ts"
import { paths } from "../paths.ts"
import { Button, ButtonLink } from "../ui/Button.tsx"
import { Callout } from "../ui/Callout.tsx"
import { CopyButton } from "../ui/CopyButton.tsx"
import { TimeAgo } from "../ui/TimeAgo.tsx"
import { detailsOf, remedyOf, tell } from "../model/remedies.ts"
import type { Told } from "../model/remedies.ts"
import { RetryButton } from "./RetryButton.tsx"
import { SettingsLink } from "./SettingsLink.tsx"
import type { Trouble } from "./TroubleNote.tsx"

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className="flex min-w-0 gap-1.5">
    <dt>{label}</dt>
    <dd className="min-w-0 font-mono break-all text-body">{children}</dd>
  </div>
)

const Facts = ({ told }: { readonly told: Told }) => {
  const { code, requestId } = told
  const status = statusOf(told)
  return status === undefined && code === undefined && requestId === undefined ? null : (
    // Each answer has an id of its own: where it fails again by itself, that is not to be read out.
    <dl
      aria-live="off"
      className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted"
    >
      {status !== undefined && <Fact label="Status">{status}</Fact>}
      {code !== undefined && <Fact label="Code">{code}</Fact>}
      {requestId !== undefined && <Fact label="Request id">{requestId}</Fact>}
    </dl>
  )
}

/** Tries again once our own server is back. */
const WhenBack = ({ retry }: { readonly retry: () => void }) => {
  const again = useEffectEvent(retry)
  useEffect(() => whenBack(() => again()), [])
  return null
}

const culpritsShown = 5

/** A failure told where it happened: what, why, what to do, and the facts for whoever has to mend it. */
export const TroubleDetails = ({
  error,
  connection,
  onRetry,
  retrying = false,
  byHand = false,
  updatedAt = 0,
  list,
  listed = false,
}: Trouble) => {
  const told = tell(error, list?.place)
  const away = useSyncExternalStore(watchAway, awayNow)
  const { pathname } = useLocation()
  if (!told) return null
  // A list that is a tab of an item stands on the page of that item already.
  const up =
    connection && told.trouble === "missing" && list && list.place.length > 0
      ? paths.item(connection.id, list.place)
      : undefined
  const fields = Object.entries(told.fields ?? {})
  return (
    <Callout
      tone={told.tone}
      foldable={updatedAt > 0}
      title={
        <>
          {updatedAt > 0 && (
            <>
              {listed ? "From the list, read" : "Data from"} <TimeAgo date={new Date(updatedAt)} />
              .{" "}
            </>
          )}
          {/* What is not there of ours is no fault of the provider's. */}
          {connection && !isOurs(error) && `${connection.name}: `}
          {told.title}
        </>
      }
      action={
        <>
          <CopyButton value={detailsOf(told, connection?.name)} label="details" />
          {connection &&
            told.culprits?.slice(0, culpritsShown).map(({ title, place }) => (
              <ButtonLink
                key={JSON.stringify(place)}
                size="sm"
                to={paths.item(connection.id, place)}
              >
                Open {title}
              </ButtonLink>
            ))}
          {up !== undefined && up !== pathname && (
            <ButtonLink size="sm" to={up}>
              Go up
            </ButtonLink>
          )}
          {connection && <SettingsLink error={error} connection={connection} list={list} />}
          {onRetry && (told.retry || told.retryAt !== undefined) && (
            <RetryButton
              told={told}
              pending={retrying}
              onRetry={onRetry}
              byHand={byHand}
              of={connection?.id ?? ""}
            />
          )}
          {told.reload && onRetry && <WhenBack retry={onRetry} />}
          {/* While the server is away, a new page would be the browser's own, of an error. */}
          {told.reload && !away && (
            <Button size="sm" variant="ghost" onClick={() => window.location.reload()}>
              Reload the page
            </Button>
          )}
        </>
      }
    >
      <p>
        {told.reload && away
          ? "It is loaded by itself once Waybill's own server answers again."
          : onRetry && !byHand
            ? remedyOf(told)
            : told.remedy}
        {told.trouble === "away" &&
          away &&
          " It is asked again by itself, and so is what is missing here."}
      </p>
      {told.detail !== undefined && (
        <blockquote
          aria-live="off"
          className="mt-2 border-l-2 border-line pl-3 font-mono text-xs break-words whitespace-pre-wrap text-body"
        >
          {told.detail}
        </blockquote>
      )}
      {fields.length > 0 && (
        <ul className="mt-2 text-xs">
          {fields.map(([field, said]) => (
            <li key={field}>
              <span className="font-mono text-body">{field}</span>: {said}
            </li>
          ))}
        </ul>
      )}
      <Facts told={told} />
    </Callout>
  )
}
