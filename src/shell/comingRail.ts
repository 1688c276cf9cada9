import { comesBeside } from "../ui/Behind.tsx"

/** The rail, in a file of its own: the first rows of a list do not wait for it. */
export const comingRail = comesBeside(async () => (await import("./Rail.tsx")).Rail)
