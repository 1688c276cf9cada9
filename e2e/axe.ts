import { AxeBuilder } from "@axe-core/playwright"
import type { Page } from "@playwright/test"

/** What of axe's rules depends on colours, and so on the theme; all others answer alike in both. */
const byColour = ["color-contrast", "link-in-text-block"]

/**
 * What axe finds serious or critical on a page, each with the elements that it means. Asked in the page
 * itself and for violations alone: the app has no frames, and describing what passes takes axe four
 * times as long as finding what does not.
 */
export const seriousIn = async (
  page: Page,
  rules: "all" | "colours" = "all",
): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({
      resultTypes: ["violations"],
      ...(rules === "colours" ? { runOnly: { type: "rule", values: byColour } } : {}),
    })
    .analyze()
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)
}
