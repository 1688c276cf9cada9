import { fileURLToPath } from "node:url"

/** Has lucide-react's icons made by `src/ui/lucideIcon.ts`, which says why. */
export const lightIcons = {
  find: /^.*\/createLucideIcon\.mjs$/,
  replacement: fileURLToPath(new URL("../src/ui/lucideIcon.ts", import.meta.url)),
}
