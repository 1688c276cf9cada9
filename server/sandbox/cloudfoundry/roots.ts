const version = "3.228.0"

export type Rate = { readonly limit: number; readonly minutes: number }

const collections = [
  "apps",
  "builds",
  "droplets",
  "isolation_segments",
  "organizations",
  "packages",
  "processes",
  "resource_matches",
  "roles",
  "routes",
  "service_brokers",
  "service_instances",
  "spaces",
  "stacks",
  "tasks",
  "users",
]

/** `GET /`: where everything else is. What an installation does not have is null. */
export const globalRoot = (api: string, login: string, uaa: string): unknown => ({
  links: {
    self: { href: api },
    bits_service: null,
    cloud_controller_v2: null,
    cloud_controller_v3: { href: `${api}/v3`, meta: { version } },
    network_policy_v0: null,
    network_policy_v1: null,
    login: { href: login },
    uaa: { href: uaa },
    credhub: null,
    routing: null,
    logging: null,
    log_cache: null,
    log_stream: null,
    app_ssh: {
      href: "localhost:2222",
      meta: { host_key_fingerprint: null, oauth_client: "ssh-proxy" },
    },
  },
})

/** `GET /v3`. */
export const v3Root = (api: string): unknown => ({
  links: Object.fromEntries([
    ["self", { href: `${api}/v3` }],
    ["info", { href: `${api}/v3/info` }],
    ...collections.map((name) => [name, { href: `${api}/v3/${name}` }]),
  ]),
})

/** `GET /v3/info`. */
export const info = (api: string, rate: Rate | undefined): unknown => ({
  build: "sandbox",
  cli_version: { minimum: "8.0.0", recommended: "latest" },
  custom: {},
  description: "The Cloud Foundry of Waybill's sandbox",
  name: "Sandbox",
  version: 228,
  osbapi_version: "2.15",
  rate_limits: rate
    ? {
        enabled: true,
        general_limit: rate.limit,
        reset_interval_in_minutes: rate.minutes,
      }
    : { enabled: false },
  links: { self: { href: `${api}/v3/info` }, support: { href: "" } },
})
