import tailwindcss from "@tailwindcss/vite"
import react from "@vitejs/plugin-react"
import { defineConfig } from "vitest/config"
import { devServer } from "./vite/devServer.ts"
import { lightIcons } from "./vite/lightIcons.ts"
import { onDemand } from "./vite/onDemand.ts"

const isOnDemand = new RegExp(`(${onDemand.join("|")})\\.tsx?$`)

/** Of libraries that every page needs: what no list does, to send changes and to ask of many places. */
const isLateLibrary = /\/(mutationObserver|queriesObserver|useMutation|useQueries)\.js$/

/**
 * A few files that belong together instead of one for every module that two pages share: a cold start
 * is a handful of requests, and a release changes our file but not the libraries'. Ours has the table too:
 * most pages lead to one, and each further file costs a cold start some milliseconds.
 */
const groups = [
  {
    name: "vendor",
    priority: 3,
    test: (id: string) =>
      /node_modules\/(react|react-dom|scheduler|react-router|@tanstack\/(query-core|react-query|query-persist-client-core)|valibot|idb-keyval|pretty-bytes)\//.test(
        id,
      ) && !isLateLibrary.test(id),
  },
  {
    name: "app",
    priority: 2,
    test: (id: string) =>
      /node_modules\/@tanstack\/(table-core|react-table|store)\//.test(id) ||
      (/\/src\/(routes|paths|pages\/(Root|Place|List|PageSkeleton|place\/)|providers\/decode|(lib|model|data|shell|table|ui)\/)/.test(
        id,
      ) &&
        !isOnDemand.test(id)),
  },
  {
    name: "remedies",
    priority: 1,
    test: (id: string) => /\/src\/(model\/remedies|shell\/SettingsLink)\.tsx?$/.test(id),
  },
  {
    name: "late",
    priority: 1,
    test: (id: string) => /\/src\/(data\/(late|unconfirmed)|pages\/place\/OldMark)\.tsx?$/.test(id),
  },
  {
    name: "rail",
    priority: 1,
    test: (id: string) => /\/src\/(shell\/(Rail|Logo|railEntry)|ui\/Tooltip)\.tsx?$/.test(id),
  },
]

export default defineConfig({
  plugins: [react(), tailwindcss(), devServer()],
  build: {
    outDir: "dist",
    manifest: true,
    target: "es2023",
    // Fonts and icons stay files: the content security policy allows no data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // One letter beyond ASCII makes a file twice as large in the browser's memory, and slower to read.
        charset: "ascii",
        codeSplitting: { groups: [...groups], includeDependenciesRecursively: true },
      },
    },
  },
  // A worker may import as the app does.
  worker: { format: "es" },
  resolve: { alias: [lightIcons] },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "server/**/*.test.ts", "scripts/**/*.test.ts"],
    environment: "node",
    // Against hanging, not for speed: many tests at once on two cores wait for each other.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
