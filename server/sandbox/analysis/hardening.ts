import type { HardeningFact } from "./types.ts"

type Fact = Omit<HardeningFact, "path">

/** Numbers of the ELF specification and of the GNU extensions to it. */
const elf = {
  executable: 2,
  shared: 3,
  interpreter: 3,
  stack: 0x6474e551,
  relro: 0x6474e552,
} as const

const elfFacts = (view: DataView): readonly Fact[] => {
  const wide = view.getUint8(4) === 2
  const little = view.getUint8(5) === 1
  const type = view.getUint16(16, little)
  if (type !== elf.executable && type !== elf.shared) return []
  const table = wide ? Number(view.getBigUint64(32, little)) : view.getUint32(28, little)
  const size = view.getUint16(wide ? 54 : 42, little)
  const count = view.getUint16(wide ? 56 : 44, little)
  let interpreter = false
  let relro = false
  // Without a header for the stack, the kernel makes it executable on most architectures.
  let stackIsCode = true
  for (let index = 0; index < count; index += 1) {
    const at = table + index * size
    const kind = view.getUint32(at, little)
    if (kind === elf.interpreter) interpreter = true
    if (kind === elf.relro) relro = true
    if (kind === elf.stack) stackIsCode = (view.getUint32(at + (wide ? 4 : 24), little) & 1) === 1
  }
  const program = type === elf.executable || interpreter
  return [
    { format: "elf", check: "nx", ok: !stackIsCode },
    { format: "elf", check: "relro", ok: relro },
    ...(program ? [{ format: "elf", check: "pie", ok: type === elf.shared } as const] : []),
  ]
}

/** Numbers of Microsoft's PE specification. */
const pe = { wide: 0x20b, dynamicBase: 0x40, noExecute: 0x100, certificates: 4 } as const

const peFacts = (view: DataView): readonly Fact[] => {
  const at = view.getUint32(0x3c, true)
  if (view.getUint32(at, false) !== 0x50450000) return []
  const optional = at + 24
  if (view.getUint16(at + 20, true) === 0) return []
  const wide = view.getUint16(optional, true) === pe.wide
  const flags = view.getUint16(optional + 70, true)
  const directories = optional + (wide ? 112 : 96)
  const known = view.getUint32(directories - 4, true)
  const signed =
    known > pe.certificates && view.getUint32(directories + pe.certificates * 8 + 4, true) > 0
  return [
    { format: "pe", check: "aslr", ok: (flags & pe.dynamicBase) !== 0 },
    { format: "pe", check: "dep", ok: (flags & pe.noExecute) !== 0 },
    { format: "pe", check: "signed", ok: signed },
  ]
}

/**
 * What a program's headers say about its protection, nothing for other files. Whether a signature is
 * valid is not checked, only whether there is one.
 */
export const findHardening = (path: string, head: Uint8Array): readonly HardeningFact[] => {
  if (head.length < 64) return []
  const view = new DataView(head.buffer, head.byteOffset, head.length)
  try {
    const magic = view.getUint32(0, false)
    const facts =
      magic === 0x7f454c46 ? elfFacts(view) : magic >>> 16 === 0x4d5a ? peFacts(view) : []
    return facts.map((fact) => ({ path, ...fact }))
  } catch (error) {
    // Headers that lie beyond what was kept of the file, or that are none.
    if (error instanceof RangeError) return []
    throw error
  }
}
