import { createHash } from "node:crypto"

/** A UUID (version 8, RFC 9562) that is always the same for the same text. */
export const idOf = (...parts: readonly string[]): string => {
  const digest = createHash("sha256").update(parts.join("\n")).digest("hex")
  const variant = "89ab"[Number.parseInt(digest.charAt(16), 16) % 4] ?? "8"
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join("-")
}
