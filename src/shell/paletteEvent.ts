/** Fired on the window to open the command palette. */
export const paletteEvent = "waybill-palette"

/** The key that makes a letter a command, as it is written on the keyboard. */
export const commandKey = /Mac|iP(hone|ad|od)/.test(navigator.userAgent) ? "⌘" : "Ctrl"
