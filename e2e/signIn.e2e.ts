import { expect, test } from "./fixtures.ts"
import { signIn, withToken } from "./withToken.ts"

test("signing in goes by keyboard: the token has the focus, a wrong one is told at it, and then the page has it", async ({
  page,
}, info) => {
  await withToken(info.parallelIndex, async ({ origin, token }) => {
    await page.goto(`${origin}/settings`)
    const field = page.getByLabel("Access token")
    await expect(field).toBeFocused()
    await signIn(page, "not the token")
    await expect(field).toHaveAccessibleDescription(
      /This is not the access token of this server\. Whoever runs this server has it: WAYBILL_ACCESS_TOKEN\./,
    )
    await expect(field).toBeFocused()
    // Both are said once.
    await expect(page.getByText("This is not the access token")).toHaveCount(1)
    await expect(page.getByText("Whoever runs this server")).toHaveCount(1)
    await field.fill(token)
    await page.keyboard.press("Enter")
    await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeFocused()
  })
})
