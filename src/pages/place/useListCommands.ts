import { useCommands } from "../../ui/commands.ts"
import { copy } from "../../ui/copy.ts"

/** What the command palette offers on every list. */
export const useListCommands = (many: string, refresh: () => void): void =>
  useCommands(() => [
    { id: "refresh", label: `Refresh ${many}`, group: "here", run: refresh },
    {
      id: "link",
      label: "Copy the link to this view",
      group: "here",
      run: () => void copy(globalThis.location.href, "link"),
    },
  ])
