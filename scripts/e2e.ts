// `npm run e2e`: finds or gets a browser, then runs Playwright on the built app.
import { findBrowser } from "./browser.ts"
import { run } from "./step.ts"

try {
  const browser = await findBrowser()
  process.exitCode = await run("npx", ["playwright", "test", ...process.argv.slice(2)], {
    CHROMIUM_PATH: browser,
  })
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : String(cause))
  process.exitCode = 1
}
