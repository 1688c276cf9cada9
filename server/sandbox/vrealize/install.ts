import type { World } from "../api.ts"
import { guidOf, pick, pickWeighted } from "../random.ts"
import { tenant } from "./identity.ts"

/** An item as the API sends it is what is kept; what it is asked by is generated from it. */
const columnsOf = (names: readonly string[]): string =>
  names
    .map((name) => `"${name}" text generated always as (item ->> '$.${name}') stored`)
    .join(",\n    ")

const tables = `
  create table vrealize_packages (
    seq integer primary key,
    item text not null,
    "version" integer generated always as (item ->> '$.version') stored,
    ${columnsOf(["id", "name", "description", "tenantId", "subtenantId", "createdDate", "lastUpdated"])}
  );
  create table vrealize_contents (
    seq integer primary key,
    item text not null,
    -- Neither is in a content's own JSON: a draft shows in its definition, as secure values do.
    draft integer not null default 0,
    secure integer not null default 0,
    -- The YAML that it was imported as; null: made from what is known of it.
    definition text,
    "version" integer generated always as (item ->> '$.version') stored,
    ${columnsOf(["id", "contentId", "name", "description", "contentTypeId", "mimeType", "tenantId", "subtenantId", "createdDate", "lastUpdated"])}
  );
  create table vrealize_ended_tokens (jti text primary key)`

const indexes = `
  create unique index vrealize_packages_id on vrealize_packages ("id");
  create index vrealize_packages_name on vrealize_packages ("name");
  create index vrealize_packages_updated on vrealize_packages ("lastUpdated");
  create unique index vrealize_contents_id on vrealize_contents ("id");
  create unique index vrealize_contents_key on vrealize_contents ("contentTypeId", "contentId")`

const day = 86_400_000
const span = 548 * day

/** Made in the last 18 months; what was never saved again was last updated when it was made. */
const datesOf = ({ now, random }: World) => {
  const end = now()
  const created = end - Math.floor(random() * span)
  const version = random() < 0.4 ? 0 : Math.floor(random() ** 2 * 30) + 1
  const updated = version === 0 ? created : created + Math.floor(random() * (end - created))
  return {
    createdDate: new Date(created).toISOString(),
    lastUpdated: new Date(updated).toISOString(),
    version,
  }
}

const seedAt = ({ seed }: World, index: number) => seed[index % seed.length]

/** A prime step: neighbours of the sorted seed end up far apart, and none is left out. */
const step = 7919

const fillContents = (
  world: World,
  count: number,
  groups: readonly string[],
): readonly string[] => {
  const { db, random } = world
  const insert = db.prepare("insert into vrealize_contents (item, draft, secure) values (?, ?, ?)")
  const ids: string[] = []
  const start = Math.floor(random() * world.seed.length)
  for (let index = 0; index < count; index += 1) {
    const from = seedAt(world, start + index * step)
    if (!from) return ids
    const id = guidOf(random)
    const earlier = ids.length === 0 ? [] : [ids[Math.floor(random() * ids.length)]]
    const item = {
      "@type": "Content",
      id,
      contentId: `${from.name.replaceAll(/[^\w.-]+/g, "_").replace(/^_/, "")}_${index + 1}`,
      name: from.name,
      description: random() < 0.2 ? null : `Installs ${from.name} ${from.version}`,
      contentTypeId: pickWeighted(random, [
        ["composite-blueprint", 45],
        ["software-component", 30],
        ["property-group", 10],
        ["xaas-blueprint", 8],
        ["xaas-resource-action", 7],
      ]),
      mimeType: null,
      tenantId: tenant,
      subtenantId: random() < 0.5 ? null : pick(random, [groups[0] ?? "", ...groups]),
      dependencies: random() < 0.3 ? earlier : [],
      ...datesOf(world),
    }
    const drafted = index % 17 === 5 && item.contentTypeId === "composite-blueprint"
    insert.run(JSON.stringify(item), Number(drafted), Number(index % 5 === 0))
    ids.push(id)
  }
  return ids
}

const describe = (world: World, name: string, version: string, topic: string | undefined) =>
  pick(world.random, [
    null,
    topic === undefined ? `${name} for self-service` : `${name} for self-service (${topic})`,
    `Blueprints that deploy ${name} ${version}`,
    `${name} ${version}, approved for production`,
    `Day-2 actions and components around ${name}`,
    `Exported from the test tenant, ${name} ${version}`,
  ])

/** One package holds several contents, and one content may be in several packages. */
const contentsOf = ({ random }: World, pool: readonly string[]): readonly string[] => {
  const count = random() < 0.05 ? 0 : Math.floor(random() ** 2 * 7) + 1
  const chosen = Array.from({ length: count }, () => pool[Math.floor(random() * pool.length)])
  return [...new Set(chosen.filter((id) => id !== undefined))]
}

/** Makes the tables and fills them from the seed: packages, and the contents that they bundle. */
export const install = (world: World): void => {
  const { db, random, packages } = world
  db.exec(tables)
  const groups = Array.from({ length: 6 }, () => guidOf(random))
  const pool = fillContents(world, Math.ceil(packages / 2), groups)
  const insert = db.prepare("insert into vrealize_packages (item) values (?)")
  const start = Math.floor(random() * world.seed.length)
  for (let index = 0; index < packages; index += 1) {
    const from = seedAt(world, start + index * step)
    if (!from) return
    const round = Math.floor(index / world.seed.length)
    const item = {
      "@type": "Package",
      ...datesOf(world),
      id: guidOf(random),
      name: `${from.name} ${from.version}${round === 0 ? "" : ` (${round + 1})`}`,
      description: describe(world, from.name, from.version, from.topic),
      contents: contentsOf(world, pool),
      tenantId: tenant,
      subtenantId: random() < 0.4 ? null : pick(random, [groups[0] ?? "", ...groups]),
    }
    insert.run(JSON.stringify(item))
  }
  db.exec(indexes)
}
