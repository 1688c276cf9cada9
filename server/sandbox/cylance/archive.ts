import { archiveOf, archiveOverhead } from "../archive.ts"

/** The least that {@link sampleArchive} can be, for names of ordinary length. */
export const smallestArchive = 900

/** A package file of exactly so many bytes: one module, filled up with a comment. */
export const sampleArchive = (
  { name, fileName }: { readonly name: string; readonly fileName: string },
  size: number,
): Buffer => {
  const code = `# ${name}\nclass Package(object):\n    def run(self, arguments):\n        return {"package": ${JSON.stringify(name)}, "arguments": arguments}\n`
  const left = size - archiveOverhead(fileName) - Buffer.byteLength(code)
  return archiveOf(fileName, Buffer.from(left > 0 ? `${code}${"#".repeat(left)}` : code))
}
