import { nanoid } from "nanoid"

/**
 * Places for large files on this computer's disk: the browser's own file system of our origin. A folder is
 * a page's, as long as it holds the lock of that name; folders of pages that are gone are swept away.
 */
const folderName = "incoming"
/** So much stays free beside a file. */
const spare = 256 * 1024 ** 2

const lockOf = (folder: string): string => `${folderName} ${folder}`

/** Takes a lock and keeps it until the page goes. */
const keepLock = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const held = navigator.locks.request(name, () => {
      resolve()
      return new Promise<never>(() => {})
    })
    held.catch(reject)
  })

const allFolders = async (): Promise<FileSystemDirectoryHandle> =>
  (await navigator.storage.getDirectory()).getDirectoryHandle(folderName, { create: true })

/** Removes what pages left behind that are gone. */
const sweep = async (all: FileSystemDirectoryHandle): Promise<void> => {
  for await (const name of all.keys())
    await navigator.locks.request(lockOf(name), { ifAvailable: true }, async (lock) => {
      if (lock) await all.removeEntry(name, { recursive: true })
    })
}

const openFolder = async (): Promise<FileSystemDirectoryHandle> => {
  const id = nanoid()
  await keepLock(lockOf(id))
  const all = await allFolders()
  await sweep(all)
  return all.getDirectoryHandle(id, { create: true })
}

let folder: Promise<FileSystemDirectoryHandle> | undefined

/** A file that is being written. */
export type Writing = {
  /** Resolves when the bytes may be changed again. */
  readonly write: (piece: Blob | Uint8Array<ArrayBuffer>) => Promise<void>
  /** Its end: what was written, as a file on disk, and what removes it. */
  readonly end: () => Promise<{ readonly file: File; readonly remove: () => Promise<void> }>
  /** Leaves nothing behind. */
  readonly drop: () => Promise<void>
}

/** A new file; undefined where the browser has no place for one, as in some private windows, or no room. */
export const newFileOnDisk = async (size: number): Promise<Writing | undefined> => {
  try {
    // Safari has such files, and before 26 no way to write one from a page.
    if (!("createWritable" in FileSystemFileHandle.prototype)) return undefined
    const { quota = 0, usage = 0 } = await navigator.storage.estimate()
    if (quota - usage < size + spare) return undefined
    folder ??= openFolder()
    const own = await folder
    const name = nanoid()
    const handle = await own.getFileHandle(name, { create: true })
    const remove = (): Promise<void> => own.removeEntry(name).catch(() => undefined)
    const stream = await handle.createWritable()
    return {
      write: (piece) => stream.write(piece),
      end: async () => {
        await stream.close()
        return { file: await handle.getFile(), remove }
      },
      drop: async () => {
        await stream.abort().catch(() => undefined)
        await remove()
      },
    }
  } catch {
    // Whatever it is, there is another way: the browser's memory.
    folder = undefined
    return undefined
  }
}

/** Removes all files of this page, and of pages that are gone. */
export const forgetFilesOnDisk = async (): Promise<void> => {
  try {
    const own = await folder
    folder = undefined
    const all = await allFolders()
    if (own) await all.removeEntry(own.name, { recursive: true })
    await sweep(all)
  } catch {
    // Where there is no such place, there is nothing in it.
  }
}
