import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { Kysely, PostgresDialect, SqliteDialect } from "kysely"
import { Migrator } from "kysely/migration"
import { migrations } from "./migrations.ts"
import type { Tables } from "./schema.ts"
import { openSqlite } from "./sqlite.ts"

export type Database = Kysely<Tables>

const connect = async (databaseUrl: string | undefined, folder: string): Promise<Database> => {
  if (databaseUrl === undefined) {
    mkdirSync(folder, { recursive: true })
    return new Kysely<Tables>({
      dialect: new SqliteDialect({ database: openSqlite(join(folder, "waybill.sqlite")) }),
    })
  }
  // Loaded only where it is used: SQLite servers stay small.
  const { default: pg } = await import("pg")
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 8 })
  // A connection that ends while it is idle is no one's failure: the next query opens another, or says why not.
  pool.on("error", () => undefined)
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

/**
 * Opens the database and brings its tables up to date. Several servers may do so at once.
 * @throws the database's own error where it cannot be reached or written
 */
export const openDatabase = async (
  databaseUrl: string | undefined,
  folder: string,
): Promise<Database> => {
  const db = await connect(databaseUrl, folder)
  const { error } = await new Migrator({ db, provider: migrations }).migrateToLatest()
  if (error !== undefined) {
    await db.destroy()
    throw error instanceof Error ? error : new Error("The database's tables cannot be made.")
  }
  return db
}
