/** Somebody, or some program, that may sign in to the sandbox's UAA. */
export type Account = {
  readonly id: string
  readonly secret: string
  readonly scopes: readonly string[]
  /** Which spaces it has a role in; global readers see all. */
  readonly spaces: "all" | number
  /** In these spaces. An auditor reads, but neither changes anything nor sees the bits. */
  readonly role: "developer" | "auditor"
}

const everyone = ["openid", "password.write"]

/** Users of the password grant. None is an admin, whom Cloud Foundry would not limit. */
export const users: readonly Account[] = [
  {
    id: "operator@example.com",
    secret: "sandbox-operator",
    scopes: [...everyone, "cloud_controller.read", "cloud_controller.write"],
    spaces: "all",
    role: "developer",
  },
  {
    id: "developer@example.com",
    secret: "sandbox-developer",
    scopes: [...everyone, "cloud_controller.read", "cloud_controller.write"],
    spaces: 3,
    role: "developer",
  },
  // Reads everything, and changes nothing.
  {
    id: "auditor@example.com",
    secret: "sandbox-auditor",
    scopes: [...everyone, "cloud_controller.global_auditor", "cloud_controller.read"],
    spaces: "all",
    role: "auditor",
  },
  // May sign in, and then do nothing: its lists answer 403.
  {
    id: "guest@example.com",
    secret: "sandbox-guest",
    scopes: everyone,
    spaces: 0,
    role: "auditor",
  },
]

/** Clients of the client credentials grant. */
export const clients: readonly Account[] = [
  {
    id: "waybill",
    secret: "sandbox-client",
    scopes: ["cloud_controller.global_auditor", "cloud_controller.read"],
    spaces: "all",
    role: "auditor",
  },
]

/** Any of these lets a caller read. */
export const readScopes: readonly string[] = [
  "cloud_controller.read",
  "cloud_controller.admin",
  "cloud_controller.admin_read_only",
  "cloud_controller.global_auditor",
]

/** Any of these lets a caller write, where a role allows it. */
export const writeScopes: readonly string[] = ["cloud_controller.write", "cloud_controller.admin"]
