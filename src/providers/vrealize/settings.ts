import { providerNames } from "../../model/provider.ts"
import type { ProviderSettings } from "../../model/provider.ts"

export const settings: ProviderSettings = {
  id: "vrealize",
  name: providerNames.vrealize,
  about: "VMware vRealize Automation 7: content packages of the content management service.",
  inputs: [
    {
      id: "address",
      label: "Address",
      kind: "url",
      required: true,
      example: "https://vra.example.com",
    },
    {
      id: "auth",
      label: "Sign in with",
      kind: "choice",
      required: true,
      initial: "password",
      options: [
        { value: "password", label: "User and password" },
        { value: "token", label: "Bearer token" },
      ],
    },
    {
      id: "tenant",
      label: "Tenant",
      kind: "text",
      required: true,
      initial: "vsphere.local",
      when: { input: "auth", is: ["password"] },
    },
    {
      id: "username",
      label: "User",
      kind: "text",
      required: true,
      example: "user@domain",
      hint: "As user@domain; the form DOMAIN\\user is not supported by the API.",
      when: { input: "auth", is: ["password"] },
    },
    {
      id: "password",
      label: "Password",
      kind: "secret",
      required: true,
      when: { input: "auth", is: ["password"] },
    },
    {
      id: "token",
      label: "Bearer token",
      kind: "secret",
      required: true,
      hint: "The id that the identity service answered; it lives for a day unless set otherwise.",
      when: { input: "auth", is: ["token"] },
    },
  ],
}
