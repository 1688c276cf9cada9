/** Somebody, or some program, that may sign in to the sandbox's UAA. */
export type Account = {
  readonly id: string
  readonly secret: string
  readonly scopes: readonly string[]
  /** Which spaces it has a role in; global readers see all. */
  readonly spaces: "all" | number
}

const everyone = ["openid", "password.write"]

/** Users of the password grant. None is an admin, whom Cloud Foundry would not limit. */
export const users: readonly Account[] = [
  {
    id: "operator@example.com",
    secret: "sandbox-operator",
    scopes: [...everyone, "cloud_controller.global_auditor", "cloud_controller.read"],
    spaces: "all",
  },
  {
    id: "developer@example.com",
    secret: "sandbox-developer",
    scopes: [...everyone, "cloud_controller.read", "cloud_controller.write"],
    spaces: 3,
  },
  // May sign in, and then do nothing: its lists answer 403.
  { id: "guest@example.com", secret: "sandbox-guest", scopes: everyone, spaces: 0 },
]

/** Clients of the client credentials grant. */
export const clients: readonly Account[] = [
  {
    id: "waybill",
    secret: "sandbox-client",
    scopes: ["cloud_controller.global_auditor", "cloud_controller.read"],
    spaces: "all",
  },
]

/** Any of these lets a caller read. */
export const readScopes: readonly string[] = [
  "cloud_controller.read",
  "cloud_controller.admin",
  "cloud_controller.admin_read_only",
  "cloud_controller.global_auditor",
]
