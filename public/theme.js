// Sets the theme before the first paint, so that nobody sees a flash of the other one. A file and not
// an inline script: the content security policy allows none. src/shell/theme.ts takes over from here.
;(() => {
  let choice = null
  try {
    choice = localStorage.getItem("waybill.theme")
  } catch {
    // Storage is switched off: the system decides.
  }
  const dark =
    choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches)
  document.documentElement.dataset.theme = dark ? "dark" : "light"
})()
