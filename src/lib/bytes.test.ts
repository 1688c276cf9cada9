import { describe, expect, test } from "vitest"
import { formatBytes } from "./bytes.ts"

describe("a size in words", () => {
  test.each([
    [0, "0 B"],
    [1023, "1023 B"],
    [1024, "1 KiB"],
    [1536, "1.5 KiB"],
    [52_428_800, "50 MiB"],
    [1_234_567_890, "1.15 GiB"],
  ])("%d", (bytes, said) => expect(formatBytes(bytes)).toBe(said))
})
