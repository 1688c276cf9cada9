/** What is wrong with an archive, or which buildpack would take it; none where nothing fits. */
export type Inspected = { readonly problem?: string; readonly buildpack?: string }

/** By which file in its root each buildpack knows an app. */
const marks: readonly (readonly [RegExp, string])[] = [
  [/^(?:META-INF|WEB-INF)\//, "java_buildpack"],
  [/^package\.json$/, "nodejs_buildpack"],
  [/^(?:requirements\.txt|setup\.py|Pipfile|environment\.yml)$/, "python_buildpack"],
  [/^Gemfile$/, "ruby_buildpack"],
  [/^(?:composer\.json|[^/]+\.php)$/, "php_buildpack"],
  [/^go\.mod$/, "go_buildpack"],
  [/^[^/]+\.csproj$/, "dotnet_core_buildpack"],
  [/^Staticfile$/, "staticfile_buildpack"],
  [/^Procfile$/, "binary_buildpack"],
]

/** Reads what an archive lists, and unpacks none of it. */
export const inspectBits = async (path: string): Promise<Inspected> => {
  const { openPromise } = await import("yauzl")
  const names: string[] = []
  try {
    const zip = await openPromise(path)
    for await (const entry of zip.eachEntry()) names.push(entry.fileName)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : ""
    return {
      problem: /relative path|absolute path/.test(why)
        ? "The zip archive contains a path outside of its root."
        : "Invalid zip archive.",
    }
  }
  if (names.length === 0) return { problem: "The zip archive is empty." }
  const found = marks.find(([mark]) => names.some((name) => mark.test(name)))
  return found ? { buildpack: found[1] } : {}
}
