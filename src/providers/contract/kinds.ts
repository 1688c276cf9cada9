import type { Kind, Value } from "../../model/field.ts"

const isText = (value: Value): boolean => typeof value === "string"

const isAmount = (value: Value): boolean =>
  typeof value === "number" && Number.isFinite(value) && value >= 0

const isScalar = (value: unknown): boolean =>
  value === null || ["string", "number", "boolean"].includes(typeof value)

/** Whether a value read by an adapter is what its field says that it is. */
export const isOfKind: Readonly<Record<Kind, (value: Value) => boolean>> = {
  text: isText,
  id: isText,
  version: isText,
  status: (value) => isText(value) && value !== "",
  word: (value) => isText(value) && value !== "",
  digest: (value) => typeof value === "string" && /^[a-z0-9]+:[0-9a-f]+$/i.test(value),
  link: (value) => typeof value === "string" && value !== "",
  number: (value) => typeof value === "number" && Number.isFinite(value),
  bytes: isAmount,
  duration: isAmount,
  date: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
  flag: (value) => typeof value === "boolean",
  list: (value) => Array.isArray(value) && value.every((part: unknown) => typeof part === "string"),
  records: (value) =>
    Array.isArray(value) &&
    value.every(
      (part: unknown) =>
        typeof part === "object" &&
        part !== null &&
        !Array.isArray(part) &&
        Object.values(part).every(isScalar),
    ),
}
