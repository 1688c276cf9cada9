import type { Config } from "tailwindcss"

const token = (name: string): string => `var(--${name})`

const tones = ["critical", "fail", "warn", "info", "pass", "running", "unknown"] as const

/** `tone-fail` is the fill of shapes and bars; `-ink` on `-tint` is a badge. */
const toneColors = Object.fromEntries(
  tones.flatMap((tone) => [
    [`tone-${tone}`, token(`tone-${tone}`)],
    [`tone-${tone}-ink`, token(`tone-${tone}-ink`)],
    [`tone-${tone}-tint`, token(`tone-${tone}-tint`)],
  ]),
)

/** The design tokens by their Tailwind names; their values per theme are in src/styles.css. */
export default {
  theme: {
    extend: {
      colors: {
        transparent: "transparent",
        current: "currentColor",
        inherit: "inherit",
        page: token("page"),
        surface: token("surface"),
        overlay: token("overlay"),
        sunken: token("sunken"),
        hover: token("hover"),
        press: token("press"),
        line: token("line"),
        "line-soft": token("line-soft"),
        control: token("control"),
        strong: token("strong"),
        body: token("body"),
        muted: token("muted"),
        faint: token("faint"),
        accent: token("accent"),
        "accent-strong": token("accent-strong"),
        "accent-soft": token("accent-soft"),
        "accent-line": token("accent-line"),
        "on-accent": token("on-accent"),
        primary: token("primary"),
        "primary-hover": token("primary-hover"),
        "primary-press": token("primary-press"),
        "on-primary": token("on-primary"),
        danger: token("danger"),
        "danger-hover": token("danger-hover"),
        "on-danger": token("on-danger"),
        scrim: token("scrim"),
        ...toneColors,
      },
      fontFamily: {
        sans: [
          '"Inter Variable"',
          '"Inter Fallback"',
          "system-ui",
          "-apple-system",
          '"Segoe UI"',
          "Roboto",
          "sans-serif",
        ],
        mono: [
          "ui-monospace",
          '"SF Mono"',
          "Menlo",
          '"Cascadia Mono"',
          '"DejaVu Sans Mono"',
          "Consolas",
          "monospace",
        ],
      },
      fontSize: {
        "2xs": ["0.6875rem", { lineHeight: "1rem" }],
        xs: ["0.75rem", { lineHeight: "1rem" }],
        sm: ["0.8125rem", { lineHeight: "1.25rem" }],
        base: ["0.875rem", { lineHeight: "1.25rem" }],
        lg: ["1rem", { lineHeight: "1.5rem" }],
        xl: ["1.25rem", { lineHeight: "1.75rem" }],
        "2xl": ["1.75rem", { lineHeight: "2rem" }],
      },
      boxShadow: {
        overlay: token("shadow-overlay"),
        dialog: token("shadow-dialog"),
      },
      transitionDuration: { DEFAULT: "120ms", press: "120ms", panel: "180ms" },
      transitionTimingFunction: { DEFAULT: "cubic-bezier(0, 0, 0.2, 1)" },
      maxWidth: { text: "72ch" },
    },
  },
} satisfies Config
