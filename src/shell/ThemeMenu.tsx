import { Monitor, Moon, Sun } from "lucide-react"
import { IconButton } from "../ui/Button.tsx"
import { Menu } from "../ui/Menu.tsx"
import { setTheme, themes, useTheme } from "./theme.ts"
import type { Theme } from "./theme.ts"

const faces: Readonly<Record<Theme, { readonly label: string; readonly Icon: typeof Sun }>> = {
  system: { label: "Like the system", Icon: Monitor },
  light: { label: "Light", Icon: Sun },
  dark: { label: "Dark", Icon: Moon },
}

/** Chooses the theme. */
export const ThemeMenu = () => {
  const theme = useTheme()
  const { Icon } = faces[theme]
  return (
    <Menu
      label="Theme"
      trigger={<IconButton label="Theme" icon={<Icon size={16} aria-hidden />} />}
      items={themes.map((one) => ({
        label: faces[one].label,
        checked: one === theme,
        onSelect: () => setTheme(one),
      }))}
    />
  )
}
