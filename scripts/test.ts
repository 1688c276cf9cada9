// `npm test`: every check of the project, in the order in which they fail fastest.
import { run } from "./step.ts"

const steps = ["types", "lint", "format:check", "dead", "unit", "build", "size", "e2e"] as const

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`

const results: { step: string; ok: boolean; took: string }[] = []
const started = performance.now()
for (const step of steps) {
  console.log(`\n--- ${step}`)
  const began = performance.now()
  const code = await run("npm", ["run", "--silent", step])
  results.push({ step, ok: code === 0, took: seconds(began) })
  // A build that failed leaves nothing to measure or to drive.
  if (code !== 0 && step === "build") break
}
console.log(`\nall of it took ${seconds(started)}`)
for (const { step, ok, took } of results)
  console.log(`${ok ? "passed" : "FAILED"}  ${step}  ${took}`)
const passed = results.filter(({ ok }) => ok).length
const failed = steps.length - passed
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
