import tailwindcss from "@tailwindcss/vite"
import react from "@vitejs/plugin-react"
import { defineConfig } from "vitest/config"
import { devServer } from "./vite/devServer.ts"

/** Drawn only on demand: they must not come along with what every page needs. */
const onDemand =
  /(Popup|ToastStack|ShortcutHelp|FilterEditor|Nothing|ColumnChooser|Records|Checkbox|Card|DescriptionList|Dialog|Tabs|Tile|everything|readAll|viewCount|RailViews|ViewList|SeenNote|seen|builtInViews|tableExport|TableExport|SelectionBar|counts|common|connectionChanges|jobs|pace|useJobs|act|toll|sendFile|late|part|download|RowMenu|BulkActions|LateCell|ActionHost|HeaderActions|rowTools|TroubleDetails|remedies|useCountdown|Drawer|marks|SelectBox|reportZip|ExportDialog|budget|Dropped|completion|Completions|QueryExamples|NearRows|WalkNote|Callout|BudgetMeter|upload|UploadFile|DropTarget|offered|title|rowAnswers|rowIndex|remoteRows|ranks|searchText|slots)\.tsx?$/

/**
 * A few files that belong together instead of one for every module that two pages share: a cold start
 * is a handful of requests, and a release changes the app's file but not the libraries'.
 */
const groups = [
  {
    name: "table",
    priority: 1,
    test: (id: string) =>
      /node_modules\/@tanstack\/(table-core|react-table|store|react-store)\//.test(id) ||
      (/\/src\/(table|pages\/place)\//.test(id) && !onDemand.test(id)),
  },
  {
    name: "vendor",
    priority: 3,
    test: /node_modules\/(react|react-dom|scheduler|react-router|@tanstack\/(query-core|react-query|query-persist-client-core)|use-sync-external-store|valibot|idb-keyval|pretty-bytes|compare-versions)\//,
  },
  {
    name: "app",
    priority: 2,
    test: (id: string) =>
      /\/src\/(paths|pages\/PageSkeleton|(lib|model|data|shell|ui)\/)/.test(id) &&
      !onDemand.test(id),
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
      output: { codeSplitting: { groups: [...groups], includeDependenciesRecursively: true } },
    },
  },
  // A worker may import as the app does.
  worker: { format: "es" },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "server/**/*.test.ts", "scripts/**/*.test.ts"],
    environment: "node",
  },
})
