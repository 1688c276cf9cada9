import { extractText, getDocumentProxy, getMeta } from "unpdf"
import { describe, expect, it } from "vitest"
import { writeReport } from "./index.ts"
import { fullSubject, good, subjectOf } from "./reportFixture.ts"
import type { Subject } from "./types.ts"

const read = async (subject: Subject) => {
  const { body } = await writeReport("rl-summary-pdf", subject)
  if (typeof body === "string") throw new Error("A PDF is no text")
  const document = await getDocumentProxy(new Uint8Array(body))
  const { text } = await extractText(document, { mergePages: true })
  const { info } = await getMeta(document)
  // A cell breaks its lines where it must, even in the middle of a word.
  return { text, solid: text.replaceAll(/\s+/g, ""), pages: document.numPages, info }
}

describe("the summary as PDF", () => {
  it("holds what the other reports of the version hold", async () => {
    const subject = await fullSubject()
    const { text, solid, info } = await read(subject)
    expect(info).toMatchObject({ Title: "käse brot 1.0.0: summary of the analysis" })
    expect(text).toContain("Project Zahlungen & Fürsorge")
    expect(text).toContain("Version 1.0.0")
    expect(text).toContain("CI status fail")
    expect(text).toContain("SAFE level 1")
    expect(solid).toContain(subject.analysis.file.hashes.sha256)
    for (const check of ["scan-version L1:FAIL fail", "repro-check RB:PASS pass"])
      expect(text).toContain(check)
    for (const { ruleId, description } of subject.quality.violations) {
      expect(text).toContain(ruleId)
      expect(text).toContain(description)
    }
    expect(subject.analysis.vulnerabilities.length).toBeGreaterThan(0)
    for (const { id, title } of subject.analysis.vulnerabilities) {
      expect(solid).toContain(id)
      expect(solid).toContain(title.replaceAll(/\s+/g, ""))
    }
    expect(subject.analysis.components.length).toBeGreaterThan(0)
    for (const { name, version, purl } of subject.analysis.components) {
      expect(text).toContain(`${name} ${version}`)
      expect(solid).toContain(purl)
    }
    expect(text).toContain("package/inner.bz2 bzip2 is not supported.")
  })

  it("says that nothing was found in words, and not by leaving it out", async () => {
    const { text } = await read(subjectOf(await good()))
    expect(text).toContain("CI status pass")
    expect(text).toContain("Vulnerabilities (0)")
    expect(text).toContain("None of the advisories that are looked for holds for this file.")
    expect(text).toContain("All of the file was looked at.")
  })

  it("goes on over as many pages as it takes", async () => {
    const subject = await fullSubject()
    const [first] = subject.analysis.components
    if (!first) throw new Error("There is no component")
    const components = Array.from({ length: 200 }, (_, at) => ({ ...first, name: `part-${at}` }))
    const { pages, text } = await read({
      ...subject,
      analysis: { ...subject.analysis, components },
    })
    expect(pages).toBeGreaterThan(3)
    expect(text).toContain("Components (200)")
    for (const { name } of components) expect(text).toContain(name)
  })

  it("tells letters apart that its faces lack", async () => {
    const { text } = await read({ ...(await fullSubject()), project: "中 ok €" })
    expect(text).toContain("Project [U+4E2D] ok €")
  })
})
