import * as v from "valibot"

/** A build as the table holds it. */
export const StoredBuild = v.object({
  id: v.number(),
  guid: v.string(),
  package_guid: v.string(),
  app_guid: v.string(),
  space_guid: v.string(),
  state: v.string(),
  error: v.nullable(v.string()),
  lifecycle: v.string(),
  buildpacks: v.string(),
  stack: v.nullable(v.string()),
  memory: v.number(),
  disk: v.number(),
  created_by: v.string(),
  created_at: v.string(),
  updated_at: v.string(),
  droplet_guid: v.nullable(v.string()),
})
export type StoredBuild = v.InferOutput<typeof StoredBuild>

export const StoredDroplet = v.object({
  guid: v.string(),
  package_guid: v.string(),
  app_guid: v.string(),
  state: v.string(),
  error: v.nullable(v.string()),
  lifecycle: v.string(),
  image: v.nullable(v.string()),
  buildpack: v.nullable(v.string()),
  checksum: v.nullable(v.string()),
  stack: v.nullable(v.string()),
  created_at: v.string(),
  updated_at: v.string(),
})
type StoredDroplet = v.InferOutput<typeof StoredDroplet>

const metadata = { labels: {}, annotations: {} }

/** A build as the API shows it. */
export const presentBuild = (build: StoredBuild, api: string): unknown => ({
  guid: build.guid,
  created_at: build.created_at,
  updated_at: build.updated_at,
  created_by: { guid: build.created_by, name: build.created_by, email: build.created_by },
  state: build.state,
  staging_memory_in_mb: build.memory,
  staging_disk_in_mb: build.disk,
  staging_log_rate_limit_bytes_per_second: -1,
  error: build.error,
  lifecycle: {
    type: build.lifecycle,
    data:
      build.lifecycle === "docker"
        ? {}
        : { buildpacks: JSON.parse(build.buildpacks), stack: build.stack },
  },
  package: { guid: build.package_guid },
  droplet: build.droplet_guid === null ? null : { guid: build.droplet_guid },
  relationships: { app: { data: { guid: build.app_guid } } },
  metadata,
  links: {
    self: { href: `${api}/v3/builds/${build.guid}` },
    app: { href: `${api}/v3/apps/${build.app_guid}` },
    ...(build.droplet_guid === null
      ? {}
      : { droplet: { href: `${api}/v3/droplets/${build.droplet_guid}` } }),
  },
})

/** A droplet in a list, where what is secret is left out. */
export const presentDroplet = (droplet: StoredDroplet, api: string): unknown => ({
  guid: droplet.guid,
  state: droplet.state,
  error: droplet.error,
  lifecycle: { type: droplet.lifecycle, data: {} },
  image: droplet.image,
  execution_metadata: "[PRIVATE DATA HIDDEN IN LISTS]",
  process_types: { redacted_message: "[PRIVATE DATA HIDDEN IN LISTS]" },
  checksum: droplet.checksum === null ? null : { type: "sha256", value: droplet.checksum },
  buildpacks:
    droplet.buildpack === null
      ? null
      : [
          {
            name: droplet.buildpack,
            detect_output: droplet.buildpack.replace("_buildpack", ""),
            version: "1.8.30",
            buildpack_name: droplet.buildpack.replace("_buildpack", ""),
          },
        ],
  stack: droplet.stack,
  created_at: droplet.created_at,
  updated_at: droplet.updated_at,
  relationships: { app: { data: { guid: droplet.app_guid } } },
  links: {
    self: { href: `${api}/v3/droplets/${droplet.guid}` },
    package: { href: `${api}/v3/packages/${droplet.package_guid}` },
    app: { href: `${api}/v3/apps/${droplet.app_guid}` },
  },
  metadata,
})

/** Staging in 2015 made a droplet at once, and the droplet went through what a build goes through. */
export const oldDroplet = (build: StoredBuild): unknown => ({
  guid: build.guid,
  state: build.state,
  error: build.error,
  lifecycle: { type: build.lifecycle, data: { buildpack: null, stack: build.stack } },
  memory_limit: build.memory,
  disk_limit: build.disk,
  result: null,
  environment_variables: {},
  created_at: build.created_at,
  updated_at: build.updated_at === build.created_at ? null : build.updated_at,
  links: {
    self: { href: `/v3/droplets/${build.guid}` },
    package: { href: `/v3/packages/${build.package_guid}` },
    app: { href: `/v3/apps/${build.app_guid}` },
  },
})
