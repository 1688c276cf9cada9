/** Everything but lists comes in one file, with the first of it that someone asks for. */
export const later = () => import("./later.ts")
