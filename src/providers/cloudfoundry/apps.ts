import type { Call } from "../../model/call.ts"
import { ProviderError } from "../../model/error.ts"
import type { Input } from "../../model/input.ts"
import { ask, upstream } from "../http.ts"
import { Things, bookOf, namedOf } from "./names.ts"
import type { Named } from "./names.ts"
import { problem } from "./problem.ts"

const pageSize = 5000
/** 20,000 apps: nobody chooses from more in a list. */
const mostPages = 4

/** GET /v3/apps: those that the account can see. */
const readApps = async (call: Call): Promise<readonly Named[]> => {
  const apps: Named[] = []
  for (let page = 1; page <= mostPages; page += 1) {
    const { body } = await ask(call, {
      path: "/v3/apps",
      params: [
        ["page", page],
        ["per_page", pageSize],
      ],
      schema: Things,
      problem,
    })
    apps.push(...body.resources.map(namedOf))
    const href = body.pagination.next?.href
    if (!href || !URL.canParse(href, upstream)) break
  }
  return apps
}

/** "shop (acme, production)": names of apps are only unique within a space. */
const labelOf = async (call: Call, app: Named): Promise<string> => {
  const { spaces, organizations } = bookOf(call)
  const space = app.within === undefined ? undefined : await spaces(call, app.within)
  const organization =
    space?.within === undefined ? undefined : await organizations(call, space.within)
  const where = [organization?.name, space?.name].filter((name) => name !== undefined)
  return where.length === 0 ? app.name : `${app.name} (${where.join(", ")})`
}

type Wanted = {
  readonly id: string
  readonly label: string
  /** Only apps that take this type of package; one whose lifecycle is not known is offered as well. */
  readonly type: "bits" | "docker"
  /** A guid that is chosen already. */
  readonly initial?: string | undefined
  /** The guid of an app that cannot be chosen. */
  readonly not?: string | undefined
  readonly when?: Input["when"]
}

const takes = ({ lifecycle }: Named, type: Wanted["type"]): boolean =>
  lifecycle === undefined || (lifecycle === "docker") === (type === "docker")

/**
 * Inputs that ask for an app: a list of those that the account can see, or its guid where they cannot
 * be listed.
 */
export const appInputs = async (
  call: Call,
  wanted: readonly Wanted[],
): Promise<readonly Input[]> => {
  const common = ({ id, label, when, initial }: Wanted) => ({
    id,
    label,
    required: true as const,
    ...(when === undefined ? {} : { when }),
    ...(initial === undefined ? {} : { initial }),
  })
  const byGuid = (hint: string) =>
    wanted.map((one): Input => ({ ...common(one), label: `${one.label} GUID`, kind: "text", hint }))
  try {
    const apps = await readApps(call)
    const named = await Promise.all(
      apps.map(async (app) => ({ app, label: await labelOf(call, app) })),
    )
    const sorted = named.toSorted((a, b) => a.label.localeCompare(b.label))
    if (sorted.length === 0)
      return byGuid("The account sees no app. What `cf app NAME --guid` prints.")
    return wanted.map((one): Input => ({
      ...common(one),
      kind: "choice",
      options: sorted
        .filter(({ app }) => takes(app, one.type) && app.guid !== one.not)
        .map(({ app, label }) => ({ value: app.guid, label })),
    }))
  } catch (cause) {
    if (!(cause instanceof ProviderError) || cause.trouble === "signed-out") throw cause
    return byGuid(`What \`cf app NAME --guid\` prints. Apps could not be listed: ${cause.message}`)
  }
}
