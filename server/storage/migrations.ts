import type { Kysely } from "kysely"
import type { Migration, MigrationProvider } from "kysely/migration"

const first: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable("connections")
      .addColumn("id", "varchar(80)", (column) => column.primaryKey())
      .addColumn("provider", "varchar(40)", (column) => column.notNull())
      .addColumn("name", "varchar(200)", (column) => column.notNull())
      .addColumn("settings", "text", (column) => column.notNull())
      .addColumn("secrets", "text", (column) => column.notNull())
      .addColumn("sandbox", "integer", (column) => column.notNull())
      .addColumn("created_at", "varchar(40)", (column) => column.notNull())
      .addColumn("updated_at", "varchar(40)", (column) => column.notNull())
      .execute()
    await db.schema
      .createTable("sessions")
      .addColumn("id", "varchar(80)", (column) => column.primaryKey())
      .addColumn("user_name", "varchar(200)", (column) => column.notNull())
      .addColumn("created_at", "varchar(40)", (column) => column.notNull())
      .addColumn("expires_at", "varchar(40)", (column) => column.notNull())
      .execute()
    await db.schema
      .createTable("journal")
      .addColumn("id", "varchar(80)", (column) => column.primaryKey())
      .addColumn("at", "varchar(40)", (column) => column.notNull())
      .addColumn("user_name", "varchar(200)", (column) => column.notNull())
      .addColumn("action", "varchar(80)", (column) => column.notNull())
      .addColumn("subject", "varchar(200)", (column) => column.notNull())
      .addColumn("detail", "text", (column) => column.notNull())
      .execute()
    await db.schema.createIndex("journal_at").on("journal").column("at").execute()
  },
}

/** Every change of the tables, in order; written so that SQLite and PostgreSQL both run it. */
export const migrations: MigrationProvider = {
  getMigrations: () => Promise.resolve({ "0001-first": first }),
}
