import { announce } from "../../ui/announce.ts"
import { useCommands } from "../../ui/commands.ts"

/** What the command palette offers on every list. */
export const useListCommands = (many: string, refresh: () => void): void =>
  useCommands(() => [
    { id: "refresh", label: `Refresh ${many}`, group: "here", run: refresh },
    {
      id: "link",
      label: "Copy the link to this view",
      group: "here",
      run: () => {
        void navigator.clipboard.writeText(globalThis.location.href)
        announce("Copied")
      },
    },
  ])
