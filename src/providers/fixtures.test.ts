import { existsSync, readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import type { Trouble } from "../model/error.ts"
import type { ProviderId } from "../model/provider.ts"
import { emptyQuery } from "../model/query.ts"
import type { Query } from "../model/query.ts"
import { answering } from "./contract/change.ts"
import { callOver, problemOf } from "./contract/subject.ts"
import { providers } from "./index.ts"

/** Real payloads, kept beside the repository where there are any: a clone elsewhere has none. */
const folder = fileURLToPath(new URL("../../../shared/providers/fixtures/", import.meta.url))

type Use =
  | { readonly as: "list"; readonly rows: number; readonly query?: Partial<Query> }
  | { readonly as: "get" }
  | {
      readonly as: "error"
      readonly status: number
      readonly trouble: Trouble
      readonly code: string
    }
  /** Nothing that the app asks for: reading it as a package must fail, never show something else. */
  | { readonly as: "other" }

const list = (rows: number, query: Partial<Query> = {}): Use => ({ as: "list", rows, query })
const get: Use = { as: "get" }
const other: Use = { as: "other" }
const error = (status: number, trouble: Trouble, code = ""): Use => ({
  as: "error",
  status,
  trouble,
  code,
})

const uses: Readonly<Record<string, Use>> = {
  "cloud-foundry/experimental_2015_list_seed.json": list(2),
  "cloud-foundry/transitional_2016-06_list.json": list(2),
  "cloud-foundry/ga_list.json": list(2),
  "cloud-foundry/ga_list_for_app.json": list(1),
  "cloud-foundry/transitional_2016-06_get_bits.json": get,
  "cloud-foundry/transitional_2016-06_get_docker.json": get,
  "cloud-foundry/ga_2017-07_get_bits_no_stage.json": get,
  "cloud-foundry/ga_get_bits.json": get,
  "cloud-foundry/ga_get_docker.json": get,
  "cloud-foundry/error_404_docs.json": error(404, "missing", "CF-ResourceNotFound 10010"),
  "cloud-foundry/error_422_docs.json": error(422, "invalid", "CF-UnprocessableEntity 10008"),
  "cloud-foundry/uaa_error_401_invalid_token.json": error(401, "signed-out", "invalid_token"),
  "cloud-foundry/uaa_error_401_unauthorized.json": error(401, "signed-out", "unauthorized"),
  "cloud-foundry/build_staged.json": other,
  "cloud-foundry/build_staging_201.json": other,
  "cloud-foundry/droplets_for_package_list.json": other,
  "cloud-foundry/job_complete.json": other,
  "cloud-foundry/job_failed.json": other,
  "cloud-foundry/resource_matches_201.json": other,
  "cloud-foundry/root_global.json": other,
  "cloud-foundry/root_v3.json": other,
  "cloud-foundry/v3_info.json": other,
  "cylance/DERIVED_list_200.json": list(1),
  "cylance/error_400_page_size.json": error(400, "invalid"),
  "cylance/error_401_auth.json": error(401, "signed-out"),
  "cylance/DERIVED_create_package_response.json": other,
  "cylance/create_execution_request.json": other,
  "cylance/create_package_request.json": other,
  "vrealize/list_docs_73_seed.json": list(1),
  "vrealize/error_10101_invalid_argument.json": error(400, "invalid", "10101"),
  "vrealize/error_20111_not_found.json": error(404, "missing", "20111"),
  "vrealize/error_20116_not_found.json": error(404, "missing", "20116"),
  "vrealize/error_50505_system.json": error(500, "broken", "50505"),
  "vrealize/token_error_90135.json": error(401, "signed-out", "90135"),
  // Contents of packages, in the same envelope and with the members that packages have.
  "vrealize/contents_list_docs_72.json": list(2),
  "vrealize/create_package_request.json": other,
  "vrealize/import_operationinfo_apiref.json": other,
  "vrealize/import_result_docs_73_old_shape.json": other,
  "vrealize/token_200.json": other,
  // Four values an item, in the order in which the columns are asked for.
  "astra/list_include_200.json": list(2, { fields: ["name", "version", "type"] }),
  "astra/create_201.json": get,
  "astra/create_request.json": other,
  "astra/error_400_5.json": error(400, "invalid", "problems/5"),
  "astra/error_401_3.json": error(401, "signed-out", "problems/3"),
  "astra/error_403_11.json": error(403, "forbidden", "problems/11"),
  "astra/error_404_1.json": error(404, "missing", "problems/1"),
  "astra/error_404_2.json": error(404, "missing", "problems/2"),
  "astra/error_409_10.json": error(409, "conflict", "problems/10"),
  "spectra-assure/license-names-candidate.json": other,
}

const folders: Readonly<Record<string, ProviderId>> = {
  "cloud-foundry": "cloudfoundry",
  cylance: "cylance",
  vrealize: "vrealize",
  astra: "astra",
  "spectra-assure": "spectra",
}

const present = existsSync(folder)
const files = present
  ? Object.keys(folders).flatMap((name) =>
      existsSync(`${folder}${name}`)
        ? readdirSync(`${folder}${name}`).map((file) => `${name}/${file}`)
        : [],
    )
  : []

const settings = {
  organization: "acme",
  group: "main",
  account: "0f284377-e5dc-4dcd-bacd-3197f2b8a347",
}

const open = async (file: string, status = 200) => {
  const id = folders[file.split("/")[0] ?? ""]
  if (!id) throw new RangeError(`No provider is known for ${file}.`)
  const provider = await providers[id]()
  const resource = provider.resources[provider.packages.resource]
  if (!resource?.get) throw new RangeError(`${provider.name} cannot get one package.`)
  const text = readFileSync(`${folder}${file}`, "utf8")
  const call = callOver(answering(status, text), settings)
  const at = provider.root === resource.id ? [] : [{ in: provider.root, id: "demo" }]
  return { resource, call, at, text, get: resource.get }
}

const of = (as: Use["as"]): readonly string[] => files.filter((file) => uses[file]?.as === as)

describe.runIf(present)("real payloads", () => {
  it("are all known: say here how a new one is to be read", () => {
    expect(files.filter((file) => !(file in uses))).toEqual([])
    expect(of("list").length).toBeGreaterThan(0)
  })

  it.each(of("list"))("%s is a list", async (file) => {
    const use = uses[file]
    const { resource, call, at } = await open(file)
    const query = { ...emptyQuery, size: 50, ...(use?.as === "list" ? use.query : {}) }
    const { rows } = await resource.list(call, at, query)
    expect(use).toMatchObject({ rows: rows.length })
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
    expect(JSON.stringify(rows.map((row) => row.cells))).not.toContain('"unreadable"')
  })

  it.each(of("get"))("%s is an item", async (file) => {
    const { resource, call, at, text, get } = await open(file)
    const row = await get(call, [...at, { in: resource.id, id: "x" }])
    expect(text).toContain(row.id)
    expect(JSON.stringify(row.cells)).not.toContain('"unreadable"')
  })

  it.each(of("error"))("%s is an error", async (file) => {
    const use = uses[file]
    const { resource, call, at } = await open(file, use?.as === "error" ? use.status : 0)
    const { trouble, problem } = await problemOf(resource.list(call, at, emptyQuery))
    expect(use).toMatchObject({ trouble, status: problem.status })
    expect(problem.detail).toMatch(/\w/)
    expect(problem.code ?? "").toContain(use?.as === "error" ? use.code : "-")
  })

  it.each(of("other"))("%s is nothing that the app asks for", async (file) => {
    const { resource, call, at } = await open(file)
    const { trouble } = await problemOf(resource.list(call, at, emptyQuery))
    expect(trouble).toBe("unreadable")
  })
})
