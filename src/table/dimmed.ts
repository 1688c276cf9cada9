import { createContext } from "react"

/** Whether the rows around it are those of the question before, while the answer is on its way. */
export const Dimmed = createContext(false)
