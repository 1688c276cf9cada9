// Values carry no tag: what a value is can only be told by looking at it.
import type { Kinds, Value } from "../model/field.ts"

export const isText = (value: Value): value is string => typeof value === "string"
export const isNumber = (value: Value): value is number => typeof value === "number"
export const isDate = (value: Value): value is Date => value instanceof Date
export const isFlag = (value: Value): value is boolean => typeof value === "boolean"
export const isList = (value: Value): value is Kinds["list"] =>
  Array.isArray(value) && value.every((part: unknown) => typeof part === "string")
export const isRecords = (value: Value): value is Kinds["records"] =>
  Array.isArray(value) && value.every((part: unknown) => typeof part === "object")
