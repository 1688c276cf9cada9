import { useRevalidator, useRouteError } from "react-router"
import { PageHeader } from "./PageHeader.tsx"
import { TroubleNote } from "./TroubleNote.tsx"

/** What stands in for a page whose route failed before it could draw anything. */
export const RouteTrouble = () => {
  const error = useRouteError()
  const { revalidate, state } = useRevalidator()
  return (
    <>
      <PageHeader title="This page could not be shown" />
      <TroubleNote error={error} retrying={state === "loading"} onRetry={() => void revalidate()} />
    </>
  )
}
