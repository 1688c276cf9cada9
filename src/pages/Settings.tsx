import { LogOut, Monitor, Moon, Rows3, Rows4, Sun } from "lucide-react"
import { useId } from "react"
import type { ReactNode } from "react"
import { useSession } from "../data/session.ts"
import { useSignOut } from "../data/signing.ts"
import { Segments } from "../form/Segments.tsx"
import type { Session } from "../model/connection.ts"
import { forgetQueries } from "../shell/lastQuery.ts"
import { PageHeader } from "../shell/PageHeader.tsx"
import { setTheme, themes, useTheme } from "../shell/theme.ts"
import type { Theme } from "../shell/theme.ts"
import { TroubleNote } from "../shell/TroubleNote.tsx"
import { setDensity, useDensity } from "../table/density.ts"
import { Button } from "../ui/Button.tsx"
import { Card, CardHeader } from "../ui/Card.tsx"
import { DescriptionList } from "../ui/DescriptionList.tsx"
import { Skeleton } from "../ui/Skeleton.tsx"
import { SavedViews } from "./settings/SavedViews.tsx"
import { SendNote } from "../form/SendNote.tsx"

const themeFaces: Readonly<Record<Theme, { readonly label: string; readonly icon: ReactNode }>> = {
  system: { label: "System", icon: <Monitor size={14} aria-hidden /> },
  light: { label: "Light", icon: <Sun size={14} aria-hidden /> },
  dark: { label: "Dark", icon: <Moon size={14} aria-hidden /> },
}

/** A preference: what it is called, what it does, and its choices. */
const Preference = ({
  label,
  hint,
  children,
}: {
  readonly label: string
  readonly hint: string
  readonly children: (ids: { readonly label: string; readonly hint: string }) => ReactNode
}) => {
  const id = useId()
  const ids = { label: `${id}-label`, hint: `${id}-hint` }
  return (
    <div className="grid items-center gap-x-8 gap-y-2 border-t border-line-soft py-4 first:border-t-0 first:pt-0 last:pb-0 sm:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
      <div>
        <p id={ids.label} className="text-sm font-medium text-strong">
          {label}
        </p>
        <p id={ids.hint} className="text-xs text-pretty text-muted">
          {hint}
        </p>
      </div>
      {children(ids)}
    </div>
  )
}

const ThemePreference = () => {
  const theme = useTheme()
  return (
    <Preference label="Theme" hint="System follows what this device uses, at dusk too.">
      {(ids) => (
        <Segments
          name="theme"
          value={theme}
          options={themes.map((one) => ({
            value: one,
            label: themeFaces[one].label,
            icon: themeFaces[one].icon,
          }))}
          onChange={setTheme}
          labelledBy={ids.label}
          describedBy={ids.hint}
        />
      )}
    </Preference>
  )
}

const DensityPreference = () => {
  const density = useDensity()
  return (
    <Preference label="Rows of tables" hint="Compact rows show about a third more at once.">
      {(ids) => (
        <Segments
          name="density"
          value={density}
          options={[
            { value: "comfortable", label: "Comfortable", icon: <Rows3 size={14} aria-hidden /> },
            { value: "compact", label: "Compact", icon: <Rows4 size={14} aria-hidden /> },
          ]}
          onChange={setDensity}
          labelledBy={ids.label}
          describedBy={ids.hint}
        />
      )}
    </Preference>
  )
}

/** Without an access token the server knows nobody, and calls whoever comes "local". */
const byToken = (session: Session): boolean => session.user !== "local"

const About = ({ session }: { readonly session: Session }) => (
  <DescriptionList
    items={[
      {
        id: "version",
        label: "Version",
        value: <span className="numeric">{session.version}</span>,
      },
      {
        id: "user",
        label: "Signed in as",
        value: byToken(session)
          ? session.user
          : "Nobody: whoever reaches this server's address may use it.",
      },
      {
        id: "sandbox",
        label: "Sandbox",
        value: session.sandbox
          ? "On: its connections show demo data, nothing of anyone's."
          : "Off: every connection leads to a real provider.",
      },
    ]}
  />
)

const SignOut = () => {
  const signOut = useSignOut(forgetQueries)
  return (
    <div className="mt-4 flex flex-col items-start gap-3">
      <SendNote problem={signOut.error ?? undefined} what="Not signed out." />
      <Button
        icon={<LogOut size={14} aria-hidden />}
        pending={signOut.isPending}
        onClick={() => signOut.mutate()}
      >
        Sign out
      </Button>
      <p className="text-xs text-muted">
        Everything that this browser keeps of your packages is deleted with it.
      </p>
    </div>
  )
}

/** This browser's preferences, and what is known of the server. */
export const Component = () => {
  const session = useSession()
  return (
    <>
      <PageHeader title="Settings" />
      <div className="flex max-w-3xl flex-col gap-4">
        <Card className="p-4 sm:p-6">
          <CardHeader title="Appearance" description="Kept in this browser alone." />
          <ThemePreference />
          <DensityPreference />
        </Card>
        <Card className="p-4 sm:p-6">
          <CardHeader title="Saved views" description="Kept in this browser alone." />
          <SavedViews />
        </Card>
        <Card className="p-4 sm:p-6">
          <CardHeader title="About" />
          {session.error && !session.data && (
            <TroubleNote
              error={session.error}
              onRetry={() => void session.refetch()}
              retrying={session.isFetching}
            />
          )}
          {session.isPending && <Skeleton className="h-24 w-full" />}
          {session.data && (
            <>
              <About session={session.data} />
              {byToken(session.data) && <SignOut />}
            </>
          )}
        </Card>
      </div>
    </>
  )
}
