import { providerNames } from "../../model/provider.ts"
import type { ProviderSettings } from "../../model/provider.ts"

export const settings: ProviderSettings = {
  id: "astra",
  name: providerNames.astra,
  about: "NetApp Astra Control: install and patch packages of an account.",
  inputs: [
    {
      id: "address",
      label: "Address",
      kind: "url",
      required: true,
      example: "https://astra.example.com",
    },
    {
      id: "account",
      label: "Account id",
      kind: "text",
      required: true,
      hint: "Astra Control: the figure at the top right, API access.",
    },
    {
      id: "token",
      label: "API token",
      kind: "secret",
      required: true,
      hint: "From the same page as the account id. It does not expire, and has the role of its owner.",
    },
  ],
}
