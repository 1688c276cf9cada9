import { providerNames } from "../../model/provider.ts"
import type { ProviderSettings } from "../../model/provider.ts"

export const settings: ProviderSettings = {
  id: "spectra",
  name: providerNames.spectra,
  about: "ReversingLabs: projects, packages and versions, with their scans and reports.",
  inputs: [
    {
      id: "address",
      label: "Portal URL",
      kind: "url",
      required: true,
      example: "https://my.secure.software/acme",
      hint: "As in your browser's address bar: the host, and the tenant where there is one.",
    },
    {
      id: "organization",
      label: "Organization",
      kind: "text",
      required: true,
      hint: "Exactly as the Portal spells it; upper and lower case matter.",
    },
    {
      id: "group",
      label: "Group",
      kind: "text",
      required: true,
      hint: "Exactly as the Portal spells it; upper and lower case matter.",
    },
    {
      id: "token",
      label: "Personal access token",
      kind: "secret",
      required: true,
      hint: "Portal: user settings, Personal access tokens. It has the rights of its owner.",
    },
  ],
}
