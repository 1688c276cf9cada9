import { crc32 } from "node:zlib"

const bytesOf = (...fields: readonly (readonly [width: 2 | 4, value: number])[]): Buffer =>
  Buffer.concat(
    fields.map(([width, value]) => {
      const field = Buffer.alloc(width)
      field.writeUIntLE(value, 0, width)
      return field
    }),
  )

/** Bytes of {@link archiveOf} besides the file: three headers, and its name in two of them. */
export const archiveOverhead = (name: string): number => 30 + 46 + 22 + 2 * Buffer.byteLength(name)

/** A zip archive of one file that is stored as it is. */
export const archiveOf = (fileName: string, content: Buffer): Buffer => {
  const name = Buffer.from(fileName)
  const facts = bytesOf(
    [2, 20],
    [2, 0],
    [2, 0],
    // 1 January 2024, midnight.
    [2, 0],
    [2, ((2024 - 1980) << 9) | (1 << 5) | 1],
    [4, crc32(content)],
    [4, content.length],
    [4, content.length],
    [2, name.length],
    [2, 0],
  )
  const local = Buffer.concat([bytesOf([4, 0x04034b50]), facts, name, content])
  const entry = Buffer.concat([
    bytesOf([4, 0x02014b50], [2, 20]),
    facts,
    bytesOf([2, 0], [2, 0], [2, 0], [4, 0], [4, 0]),
    name,
  ])
  const end = bytesOf(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, 1],
    [2, 1],
    [4, entry.length],
    [4, local.length],
    [2, 0],
  )
  return Buffer.concat([local, entry, end])
}
