import { expect, test } from "vitest"
import { safeHref } from "./ExternalLink.tsx"

test("only absolute http and https addresses are linked", () => {
  expect(safeHref("https://example.com/a?b=c")).toBe("https://example.com/a?b=c")
  expect(safeHref("http://example.com")).toBe("http://example.com/")
})

test.each([
  "javascript:alert(1)",
  " javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "file:///etc/passwd",
  "//example.com/a",
  "/v3/packages",
  "",
])("%j is not linked", (href) => {
  expect(safeHref(href)).toBeUndefined()
})
