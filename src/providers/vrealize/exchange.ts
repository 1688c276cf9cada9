import { nanoid } from "nanoid"
import type { Finding, Received } from "../../model/action.ts"
import type { Call } from "../../model/call.ts"
import { ProviderError } from "../../model/error.ts"
import type { Values } from "../../model/input.ts"
import { idOf } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"
import { ask, askFile, path } from "../http.ts"
import { problem } from "./problem.ts"
import { Answered, blockOf, ofAll, resultOf } from "./results.ts"
import type { Result } from "./results.ts"

type Sent = { readonly name: string; readonly body: Blob }

/** GET packages/{id} as a zip. Blanking is the default of the API; said, so that it stays so. */
export const exportZip = (call: Call, at: Place): Promise<Response> =>
  askFile(call, {
    path: path`/content-management-service/api/packages/${idOf(at, "packages")}`,
    params: [["secureValueFormat", "BLANKOUT"]],
    headers: { accept: "application/zip" },
    problem,
  })

/** The file as the one part of a form; it is put between two texts, never read into memory. */
const formOf = ({ name, body }: Sent) => {
  const boundary = `waybill-${nanoid()}`
  const fileName = name.replaceAll(/["\r\n\\]/g, "_")
  return {
    file: new Blob([
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: application/zip\r\n\r\n`,
      body,
      `\r\n--${boundary}--\r\n`,
    ]),
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
  }
}

const importAnyway = [{ label: "Import all the same", values: { despite: "yes" } }]
const notRolledBack = "A failed import is not rolled back: what was imported before stays."

const foundBy = (result: Result): Finding => {
  const blocks = [blockOf("Dry run", result)]
  const { tone, failed, items, status } = result
  if (tone === "fail")
    return {
      tone: "fail",
      title:
        failed > 0
          ? `The dry run failed for ${ofAll(failed, result)}.`
          : "The dry run failed, and names no content that did.",
      detail: notRolledBack,
      choices: importAnyway,
      blocks,
    }
  if (items.length === 0) return { tone: "warn", title: "The dry run names no contents.", blocks }
  if (tone === "pass")
    return { tone: "info", title: `The dry run passed for ${ofAll(items.length, result)}.`, blocks }
  return {
    tone: "warn",
    title:
      tone === "warn"
        ? "The dry run passed, with warnings."
        : `The dry run answered ${status || "no status"}, which the API does not document.`,
    blocks,
  }
}

/** POST packages/validate: what an import would do, without doing it. @throws ProviderError */
export const preflight = async (
  call: Call,
  _values: Values,
  _at: Place,
  file: Sent,
): Promise<readonly Finding[]> => {
  try {
    const { body } = await ask(call, {
      path: "/content-management-service/api/packages/validate",
      method: "POST",
      ...formOf(file),
      schema: Answered,
      problem,
    })
    return [foundBy(resultOf(body))]
  } catch (cause) {
    if (!(cause instanceof ProviderError) || cause.trouble !== "invalid") throw cause
    return [
      {
        tone: "fail",
        title: "The dry run refused the file.",
        detail: cause.problem.detail ?? cause.problem.title,
        choices: importAnyway,
      },
    ]
  }
}

const receivedOf = (result: Result, mode: string): Received => {
  const { tone, items, failed, status } = result
  const done = items.filter((item) => item.tone === "pass" || item.tone === "warn").length
  const blocks = [blockOf("Result of each content", result)]
  if (tone === "fail")
    return {
      blocks,
      problem: {
        trouble: "invalid",
        title:
          failed > 0
            ? `${ofAll(failed, result)} could not be imported.`
            : "The import failed, and names no content that did.",
        detail: `${notRolledBack} ${done === 0 ? "None of the contents is said to have been." : `${ofAll(done, result)} were taken.`} Mend what failed, then import the file again${mode === "SKIP" ? "" : ": with “Skip it”, what was taken stays as it is"}.`,
      },
    }
  if (tone === "unknown")
    return {
      blocks,
      problem: {
        trouble: "unreadable",
        title: `The import answered ${status || "no status"}, which the API does not document.`,
        detail: "Look at the contents before you import the file again.",
      },
    }
  return {
    blocks,
    note: `${ofAll(done, result)} taken${tone === "warn" ? ", with warnings" : ""}.`,
  }
}

/**
 * POST packages: imports a zip. The answer says what became of each content, and not under which id
 * there is a package now. @throws ProviderError
 */
export const send = async (call: Call, file: Sent, values: Values): Promise<Received> => {
  const mode = values["mode"] ?? "OVERWRITE"
  const { body } = await ask(call, {
    path: "/content-management-service/api/packages",
    method: "POST",
    params: [["resolutionMode", mode]],
    ...formOf(file),
    schema: Answered,
    problem,
  })
  return receivedOf(resultOf(body), mode)
}
