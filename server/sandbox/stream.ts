import type { Readable } from "node:stream"

/** A stream's bytes as they come; whoever reads no further ends it. */
export const webStreamOf = (part: Readable): ReadableStream<Uint8Array> => {
  const pieces = part.iterator()
  return new ReadableStream<Uint8Array>({
    pull: async (into) => {
      const next: IteratorResult<unknown> = await pieces.next()
      if (next.done === true) into.close()
      else if (next.value instanceof Uint8Array) into.enqueue(next.value)
    },
    cancel: () => {
      part.destroy()
    },
  })
}
