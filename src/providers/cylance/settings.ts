import { providerNames } from "../../model/provider.ts"
import type { ProviderSettings } from "../../model/provider.ts"

/** Hosts as BlackBerry documents them; the US government host is also seen as protectapi-us. */
const regions = [
  { value: "https://protectapi.cylance.com", label: "North America" },
  { value: "https://protectapi-euc1.cylance.com", label: "Europe" },
  { value: "https://protectapi-apne1.cylance.com", label: "Asia-Pacific, north-east" },
  { value: "https://protectapi-au.cylance.com", label: "Asia-Pacific, south-east" },
  { value: "https://protectapi-sae1.cylance.com", label: "South America" },
  { value: "https://protectapi.us.cylance.com", label: "US government" },
  { value: "other", label: "Another address" },
]

export const settings: ProviderSettings = {
  id: "cylance",
  name: providerNames.cylance,
  about: "BlackBerry Cylance (Arctic Wolf Aurora Focus): packages for playbooks and deployments.",
  inputs: [
    {
      id: "region",
      label: "Region",
      kind: "choice",
      required: true,
      initial: "https://protectapi.cylance.com",
      options: regions,
      hint: "Credentials of one region are refused by the others.",
    },
    {
      id: "address",
      label: "API address",
      kind: "url",
      required: true,
      when: { input: "region", is: ["other"] },
    },
    {
      id: "auth",
      label: "Sign in with",
      kind: "choice",
      required: true,
      initial: "application",
      options: [
        { value: "application", label: "Application id and secret" },
        { value: "token", label: "Access token" },
      ],
    },
    {
      id: "tenantId",
      label: "Tenant id",
      kind: "text",
      required: true,
      hint: "Console: Settings, Integrations.",
      when: { input: "auth", is: ["application"] },
    },
    {
      id: "applicationId",
      label: "Application id",
      kind: "text",
      required: true,
      when: { input: "auth", is: ["application"] },
    },
    {
      id: "applicationSecret",
      label: "Application secret",
      kind: "secret",
      required: true,
      hint: "Shown once by the console, when the application is added.",
      when: { input: "auth", is: ["application"] },
    },
    {
      id: "token",
      label: "Access token",
      kind: "secret",
      required: true,
      hint: "Lives for about half an hour.",
      when: { input: "auth", is: ["token"] },
    },
  ],
}
