import { randomUUID } from "node:crypto"
import * as v from "valibot"
import type { Connection, ConnectionDraft } from "../../src/model/connection.ts"
import { providerIds } from "../../src/model/provider.ts"
import type { Values } from "../../src/model/input.ts"
import { applies, inputsOf } from "../../src/model/settings.ts"
import { providerSettings } from "../../src/providers/settings.ts"
import type { Database } from "../storage/open.ts"
import { upstreams } from "../upstreams/index.ts"
import { SettingError } from "../upstreams/upstream.ts"
import type { Access } from "../upstreams/upstream.ts"
import { certificateProblem } from "./certificate.ts"
import { Refusal } from "./problem.ts"
import type { Sealer } from "./seal.ts"

/** A connection as the server uses it, with a way to its secrets. */
export type Stored = {
  readonly connection: Connection
  /** Opens the secrets. @throws Error where the key is not the one they were sealed with */
  readonly access: () => Access
}

const Texts = v.record(v.string(), v.string())
const context = (id: string, input: string): string => `${id}/${input}`

const tidy = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)

/**
 * Keeps the values that the provider's form asks for and drops the rest.
 * @throws Refusal 422 naming each input that is missing or wrong
 */
export const cleanDraft = (
  draft: ConnectionDraft,
  saved: ReadonlySet<string>,
): { settings: Values; secrets: Values } => {
  const inputs = inputsOf(providerSettings[draft.provider])
  const asked = inputs.filter((input) => applies(input, inputs, draft.settings))
  const fields: Record<string, string> = {}
  const settings: Record<string, string> = {}
  const secrets: Record<string, string> = {}
  for (const input of asked) {
    const value = (input.kind === "secret" ? draft.secrets : draft.settings)[input.id] ?? ""
    const given =
      value.trim() === "" ? (input.kind === "secret" ? "" : (input.initial ?? "")) : value
    if (given === "") {
      if (input.required && !(input.kind === "secret" && saved.has(input.id)))
        fields[input.id] = `${input.label} is needed.`
      continue
    }
    if (input.kind === "choice" && !input.options?.some((option) => option.value === given))
      fields[input.id] = `${input.label} must be one of the choices.`
    else if (input.kind === "secret") secrets[input.id] = given
    else settings[input.id] = input.kind === "long" ? given : given.trim()
  }
  if (Object.keys(fields).length === 0) {
    try {
      upstreams[draft.provider].base(settings)
    } catch (cause) {
      if (!(cause instanceof SettingError)) throw cause
      fields[cause.input] = cause.message
    }
  }
  const wrongCa = settings["ca"] === undefined ? undefined : certificateProblem(settings["ca"])
  if (wrongCa !== undefined) fields["ca"] = wrongCa
  if (Object.keys(fields).length > 0)
    throw new Refusal(422, {
      trouble: "invalid",
      title: "Some of the settings cannot be used.",
      detail: Object.values(fields).join(" "),
      fields,
    })
  return { settings, secrets }
}

/**
 * Saved secrets go where they were saved for. Were the address changed and the secret kept, whoever
 * can edit a connection could have its credential sent to a host of their own.
 */
export const secretsFor = (stored: Stored, draft: ConnectionDraft): ReadonlySet<string> => {
  const hostOf = (settings: Values): string | undefined => {
    try {
      return upstreams[draft.provider].base(settings).origin
    } catch {
      return undefined
    }
  }
  const { connection } = stored
  const same =
    draft.provider === connection.provider && hostOf(draft.settings) === hostOf(connection.settings)
  return new Set(same ? connection.secrets : [])
}

const missing = (): Refusal =>
  new Refusal(404, {
    trouble: "missing",
    title: "This connection does not exist, or was deleted.",
  })

/** The connections that people made, and, while the sandbox is on, its own. */
export const createConnections = (db: Database, sealer: Sealer, withSandbox: boolean) => {
  type DbRow = Awaited<ReturnType<typeof rowOf>>
  const rowOf = async (id: string) =>
    db.selectFrom("connections").selectAll().where("id", "=", id).executeTakeFirst()

  const openSealed = (text: string, about: string): string => {
    try {
      return sealer.open(text, about)
    } catch {
      throw new Refusal(409, {
        trouble: "signed-out",
        title: "This connection's saved secret cannot be opened.",
        remedy:
          "It was sealed with another key. Bring back WAYBILL_KEY or the key file, or enter the credential again.",
      })
    }
  }

  const toStored = (row: NonNullable<DbRow>): Stored => {
    const settings = v.parse(Texts, JSON.parse(row.settings))
    const sealed = v.parse(Texts, JSON.parse(row.secrets))
    return {
      connection: {
        id: row.id,
        provider: v.parse(v.picklist(providerIds), row.provider),
        name: row.name,
        settings,
        secrets: Object.keys(sealed),
        sandbox: row.sandbox === 1,
        createdAt: row.created_at,
        updatedAt: row.updated_at,
      },
      access: () => ({
        settings,
        secrets: Object.fromEntries(
          Object.entries(sealed).map(([input, text]) => [
            input,
            openSealed(text, context(row.id, input)),
          ]),
        ),
      }),
    }
  }

  const sealAll = (id: string, secrets: Values): Record<string, string> =>
    Object.fromEntries(
      Object.entries(secrets).map(([input, secret]) => [
        input,
        sealer.seal(secret, context(id, input)),
      ]),
    )

  const get = async (id: string): Promise<Stored> => {
    const row = await rowOf(id)
    if (!row || (row.sandbox === 1 && !withSandbox)) throw missing()
    return toStored(row)
  }

  const freeId = async (name: string): Promise<string> => {
    const wanted = tidy(name) || "connection"
    // "new" is a page of its own.
    const taken = wanted === "new" || (await rowOf(wanted)) !== undefined
    return taken ? `${wanted}-${randomUUID().slice(0, 6)}` : wanted
  }

  const insert = async (
    id: string,
    draft: Pick<ConnectionDraft, "provider" | "name">,
    { settings, secrets }: Access,
    sandbox: boolean,
  ): Promise<void> => {
    const now = new Date().toISOString()
    await db
      .insertInto("connections")
      .values({
        id,
        provider: draft.provider,
        name: draft.name,
        settings: JSON.stringify(settings),
        secrets: JSON.stringify(sealAll(id, secrets)),
        sandbox: sandbox ? 1 : 0,
        created_at: now,
        updated_at: now,
      })
      .execute()
  }

  return {
    list: async (): Promise<readonly Connection[]> => {
      const rows = await db.selectFrom("connections").selectAll().orderBy("created_at").execute()
      return rows
        .filter((row) => withSandbox || row.sandbox === 0)
        .map((row) => toStored(row).connection)
    },
    get,
    create: async (draft: ConnectionDraft): Promise<Connection> => {
      const access = cleanDraft(draft, new Set())
      const id = await freeId(draft.name)
      await insert(id, draft, access, false)
      return (await get(id)).connection
    },
    update: async (id: string, draft: ConnectionDraft): Promise<Connection> => {
      const stored = await get(id)
      if (draft.provider !== stored.connection.provider)
        throw new Refusal(422, {
          trouble: "invalid",
          title: "A connection keeps its provider. Add another one instead.",
        })
      const reusable = secretsFor(stored, draft)
      const { settings, secrets } = cleanDraft(draft, reusable)
      const row = await rowOf(id)
      const before = v.parse(Texts, JSON.parse(row?.secrets ?? "{}"))
      const inputs = inputsOf(providerSettings[draft.provider])
      const kept = Object.fromEntries(
        Object.entries(before).filter(
          ([input]) =>
            reusable.has(input) &&
            inputs.some((one) => one.id === input && applies(one, inputs, settings)),
        ),
      )
      await db
        .updateTable("connections")
        .set({
          name: draft.name,
          settings: JSON.stringify(settings),
          secrets: JSON.stringify({ ...kept, ...sealAll(id, secrets) }),
          updated_at: new Date().toISOString(),
        })
        .where("id", "=", id)
        .execute()
      return (await get(id)).connection
    },
    remove: async (id: string): Promise<Connection> => {
      const { connection } = await get(id)
      await db.deleteFrom("connections").where("id", "=", id).execute()
      return connection
    },
    /** Makes or refreshes a connection to the sandbox; its name stays what a person made of it. */
    ensureSandbox: async (
      id: string,
      draft: Pick<ConnectionDraft, "provider" | "name">,
      access: Access,
    ): Promise<void> => {
      const row = await rowOf(id)
      if (!row) return insert(id, draft, access, true)
      await db
        .updateTable("connections")
        .set({
          settings: JSON.stringify(access.settings),
          secrets: JSON.stringify(sealAll(id, access.secrets)),
        })
        .where("id", "=", id)
        .execute()
      return undefined
    },
  }
}

export type Connections = ReturnType<typeof createConnections>
