import { archiveOf } from "../archive.ts"

/** What a package of the seed is made of: the one file by which a buildpack knows it. */
const files = {
  npm: (name: string, version: string) => ({
    path: "package.json",
    text: `${JSON.stringify({ name, version, private: true }, undefined, 2)}\n`,
    buildpack: "nodejs_buildpack",
  }),
  debian: (name: string, version: string) => ({
    path: "Procfile",
    text: `# ${name} ${version}\nweb: ./${name}\n`,
    buildpack: "binary_buildpack",
  }),
} as const

/** The bits of a package that came with the world: the same ones whenever they are asked for. */
export const sampleBits = (
  from: keyof typeof files,
  name: string,
  version: string,
): { readonly bytes: Buffer; readonly buildpack: string } => {
  const { path, text, buildpack } = files[from](name, version)
  return { bytes: archiveOf(path, Buffer.from(text)), buildpack }
}
