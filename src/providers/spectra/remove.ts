import * as v from "valibot"
import type { Done, Toll } from "../../model/action.ts"
import { ProviderError } from "../../model/error.ts"
import type { Call } from "../../model/call.ts"
import type { Place } from "../../model/place.ts"
import { ask } from "../http.ts"
import { pathOf } from "./address.ts"
import { askStatus, buildParam } from "./status.ts"
import type { Build } from "./status.ts"
import { PackageList, problem, ProjectList } from "./wire.ts"

const removeBuild = async (call: Call, at: Place, build: Build): Promise<Done | undefined> => {
  try {
    await ask(call, {
      path: pathOf(call, "delete", at),
      params: buildParam(build),
      method: "DELETE",
      schema: v.unknown(),
      problem,
    })
    return undefined
  } catch (cause) {
    // Someone else was faster, and what was wanted is so.
    if (cause instanceof ProviderError && cause.trouble === "missing")
      return { note: "It was gone already." }
    throw cause
  }
}

/** DELETE /delete/… of a project, package or version, with all that is in it. */
export const remove = (call: Call, at: Place): Promise<Done | undefined> =>
  removeBuild(call, at, "version")

/** DELETE /delete/…?build=repro: the version stays. */
export const removeRepro = (call: Call, at: Place): Promise<Done | undefined> =>
  removeBuild(call, at, "repro")

/** The reproducible build of a version by its file's name; undefined where there is none. */
const reproOf = async (call: Call, at: Place): Promise<string | undefined> => {
  try {
    const { body } = await askStatus(call, at, "repro")
    return body.analysis.report?.info?.file?.name ?? "its name is not known"
  } catch (cause) {
    // Which of the two it is, is not documented.
    if (cause instanceof ProviderError && ["invalid", "missing"].includes(cause.trouble))
      return undefined
    throw cause
  }
}

const reproToll = (name: string | undefined): Toll => ({
  label: "reproducible builds",
  one: "reproducible build",
  count: name === undefined ? 0 : 1,
  ...(name === undefined ? {} : { names: [name] }),
})

/** What goes with a version, and all that goes where only its build does. */
export const tollOfRepro = async (call: Call, at: Place): Promise<readonly Toll[]> => [
  reproToll(await reproOf(call, at)),
]

type Listed = { readonly at: Place; readonly title: string; readonly released: boolean | undefined }

const versionsOf = async (call: Call, at: Place): Promise<readonly Listed[]> => {
  const { body } = await ask(call, {
    path: pathOf(call, "list", at),
    schema: PackageList,
    problem,
  })
  return body.versions.map(({ version, is_released }) => ({
    at: [...at, { in: "versions", id: version }],
    title: `${at.at(-1)?.id ?? ""} ${version}`,
    released: is_released ?? undefined,
  }))
}

const packagesOf = async (call: Call, at: Place): Promise<readonly Place[]> => {
  const { body } = await ask(call, {
    path: pathOf(call, "list", at),
    schema: ProjectList,
    problem,
  })
  return body.packages.map(({ name }) => [...at, { in: "packages", id: name }])
}

/** All that is in a project or package, one call a package. @throws ProviderError */
export const tollBelow = async (call: Call, at: Place): Promise<readonly Toll[]> => {
  const isProject = at.length === 1
  const packages = isProject ? await packagesOf(call, at) : [at]
  const versions = (await Promise.all(packages.map((one) => versionsOf(call, one)))).flat()
  const released = versions.filter((one) => one.released === true)
  const untold = versions.some((one) => one.released === undefined)
  return [
    ...(isProject
      ? [
          {
            label: "packages",
            one: "package",
            count: packages.length,
            names: packages.map((one) => one.at(-1)?.id ?? ""),
          },
        ]
      : []),
    {
      label: "versions",
      one: "version",
      count: versions.length,
      places: versions.map((one) => one.at),
    },
    {
      label: "of them released",
      count: untold ? undefined : released.length,
      names: released.map((one) => one.title),
    },
  ]
}
