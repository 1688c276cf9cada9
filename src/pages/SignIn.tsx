import { useEffect, useEffectEvent } from "react"
import { useNavigate } from "react-router"
import { jobs } from "../data/jobs.ts"
import { useForgotten, useSignIn } from "../data/signing.ts"
import { useUnsentGuard } from "../data/useUnsent.ts"
import { InputFields } from "../form/InputFields.tsx"
import { useInputForm } from "../form/useInputForm.ts"
import type { Input } from "../model/input.ts"
import { forgetQueries } from "../shell/lastQuery.ts"
import { Logo } from "../shell/Logo.tsx"
import { tellUnsent } from "../shell/tellUnsent.ts"
import { Button } from "../ui/Button.tsx"
import { Card } from "../ui/Card.tsx"
import { SendNote } from "../form/SendNote.tsx"

const inputs: readonly Input[] = [
  {
    id: "token",
    label: "Access token",
    kind: "secret",
    required: true,
    hint: "Whoever runs this server has it: `WAYBILL_ACCESS_TOKEN`.",
  },
]

/** The page that comes in place of this one is arrived at, unless it has given the focus to something. */
const arrive = (): void => {
  if (document.activeElement !== document.body) return
  const main = document.querySelector<HTMLElement>("#main")
  const heading = main?.querySelector<HTMLElement>("h1")
  const at = heading ?? main
  at?.focus({ preventScroll: true })
}

/** Asked where the server wants to know who is there before it shows anything. */
export const SignIn = () => {
  const form = useInputForm({ inputs })
  const navigate = useNavigate()
  const signIn = useSignIn(jobs.clear, () => tellUnsent((href) => void navigate(href)))
  const begin = useEffectEvent(() => form.focus("token"))
  useEffect(() => {
    // All that is asked here; and what was there before has taken the focus with it.
    begin()
    return arrive
  }, [])
  useUnsentGuard()
  useForgotten(forgetQueries)
  return (
    <main className="flex min-h-dvh items-center justify-center p-4">
      <title>Sign in · Waybill</title>
      <Card className="w-full max-w-sm p-6">
        <div className="mb-5 flex items-center gap-3">
          <Logo size={32} />
          <div>
            <h1 className="text-xl font-semibold tracking-tight text-strong">Sign in to Waybill</h1>
            <p className="text-xs text-muted">This server asks for an access token.</p>
          </div>
        </div>
        <form
          noValidate
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            if (signIn.isPending) return
            void form.submit(async ({ token = "" }) => {
              await signIn.mutateAsync(token.trim())
            })
          }}
        >
          <InputFields form={form} />
          <SendNote problem={form.problem} what="Not signed in." />
          <Button type="submit" variant="primary" pending={signIn.isPending}>
            Sign in
          </Button>
        </form>
      </Card>
    </main>
  )
}
