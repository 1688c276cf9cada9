import tailwindcss from "@tailwindcss/vite"
import react from "@vitejs/plugin-react"
import { defineConfig } from "vitest/config"
import { devServer } from "./vite/devServer.ts"

export default defineConfig({
  plugins: [react(), tailwindcss(), devServer()],
  build: {
    outDir: "dist",
    manifest: true,
    target: "es2023",
    // Fonts and icons stay files: the content security policy allows no data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "server/**/*.test.ts", "scripts/**/*.test.ts"],
    environment: "node",
  },
})
