import * as v from "valibot"
import type { World } from "./api.ts"

const ensure = (world: Pick<World, "db">): void => {
  world.db.exec(
    "create table if not exists sandbox_options (api text primary key, value text not null)",
  )
}

/** Sets what one API of a world does differently: limits, era. What it may hold is the API's to say. */
export const writeOptions = (world: Pick<World, "db">, api: string, value: unknown): void => {
  ensure(world)
  world.db
    .prepare("insert or replace into sandbox_options (api, value) values (?, ?)")
    .run(api, JSON.stringify(value))
}

/** An API's options in this world; what does not fit its schema reads as the schema's defaults. */
export const readOptions = <T>(
  world: Pick<World, "db">,
  api: string,
  schema: v.GenericSchema<unknown, T>,
): T => {
  ensure(world)
  const row = world.db.prepare("select value from sandbox_options where api = ?").get(api)
  const value = row?.["value"]
  const parsed = v.safeParse(schema, typeof value === "string" ? JSON.parse(value) : {})
  return parsed.success ? parsed.output : v.parse(schema, {})
}
