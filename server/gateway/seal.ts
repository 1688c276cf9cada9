import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto"
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** Seals and opens secrets. `context` says what a secret is for: sealed for one, it opens for no other. */
export type Sealer = {
  readonly seal: (secret: string, context: string) => string
  /** @throws Error where the text was changed, sealed with another key or for something else */
  readonly open: (sealed: string, context: string) => string
}

/**
 * AES-256-GCM with a fresh nonce each time and the context as additional data.
 * Form: `v1.<key id>.<nonce>.<tag>.<text>`, in base64url; the key id tells a lost key from a changed text.
 */
export const createSealer = (key: Buffer): Sealer => {
  const keyId = createHash("sha256").update(key).digest("base64url").slice(0, 8)
  return {
    seal: (secret, context) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv("aes-256-gcm", key, nonce)
      cipher.setAAD(Buffer.from(context))
      const text = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()])
      return [
        "v1",
        keyId,
        ...[nonce, cipher.getAuthTag(), text].map((part) => part.toString("base64url")),
      ].join(".")
    },
    open: (sealed, context) => {
      const [version, sealedWith, nonce, tag, text] = sealed.split(".")
      if (version !== "v1" || nonce === undefined || tag === undefined || text === undefined)
        throw new Error("The saved secret cannot be read.")
      if (sealedWith !== keyId)
        throw new Error(
          "The saved secret was sealed with another key (WAYBILL_KEY or the key file).",
        )
      const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64url"))
      decipher.setAAD(Buffer.from(context))
      decipher.setAuthTag(Buffer.from(tag, "base64url"))
      return Buffer.concat([
        decipher.update(Buffer.from(text, "base64url")),
        decipher.final(),
      ]).toString("utf8")
    },
  }
}

/** The key of a data folder, which exists: made on first use, readable by the server's user alone. */
export const readKeyFile = (folder: string): Buffer => {
  const file = join(folder, "key")
  if (!existsSync(file)) {
    try {
      writeFileSync(file, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flag: "wx" })
    } catch (cause) {
      // Another server on this folder was faster: its key it is.
      if (!existsSync(file)) throw cause
    }
  }
  chmodSync(file, 0o600)
  const key = Buffer.from(readFileSync(file, "utf8").trim(), "base64")
  if (key.length !== 32) throw new Error(`${file} does not hold a key of 32 bytes.`)
  return key
}
