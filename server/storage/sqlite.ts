import { DatabaseSync } from "node:sqlite"
import type { SQLInputValue } from "node:sqlite"
import type { SqliteDatabase, SqliteStatement } from "kysely"

const isInput = (value: unknown): value is SQLInputValue =>
  value === null ||
  typeof value === "string" ||
  typeof value === "number" ||
  typeof value === "bigint" ||
  value instanceof Uint8Array

const inputs = (values: readonly unknown[]): SQLInputValue[] =>
  values.map((value) => {
    if (isInput(value)) return value
    throw new TypeError(`SQLite cannot store a ${typeof value}`)
  })

/** Node's own SQLite, in the form that kysely's SQLite dialect asks for. */
export const openSqlite = (file: string): SqliteDatabase => {
  const db = new DatabaseSync(file)
  db.exec("pragma journal_mode = wal; pragma busy_timeout = 5000; pragma foreign_keys = on")
  return {
    close: () => db.close(),
    prepare: (sql): SqliteStatement => {
      const statement = db.prepare(sql)
      return {
        // Only a statement that answers rows has columns.
        reader: statement.columns().length > 0,
        all: (values) => statement.all(...inputs(values)),
        run: (values) => statement.run(...inputs(values)),
        iterate: (values) => statement.iterate(...inputs(values)),
      }
    },
  }
}
