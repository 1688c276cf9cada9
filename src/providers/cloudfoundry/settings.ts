import { providerNames } from "../../model/provider.ts"
import type { ProviderSettings } from "../../model/provider.ts"

export const settings: ProviderSettings = {
  id: "cloudfoundry",
  name: providerNames.cloudfoundry,
  about: "Packages of the apps that a Cloud Foundry account can see, bits and docker.",
  inputs: [
    {
      id: "address",
      label: "API address",
      kind: "url",
      required: true,
      example: "https://api.example.com",
      hint: "What `cf api` prints. The login server is found from there.",
    },
    {
      id: "auth",
      label: "Sign in with",
      kind: "choice",
      required: true,
      initial: "password",
      options: [
        { value: "password", label: "User and password" },
        { value: "client", label: "Client credentials" },
        { value: "token", label: "Access token" },
      ],
    },
    {
      id: "username",
      label: "User",
      kind: "text",
      required: true,
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
      id: "origin",
      label: "Identity provider",
      kind: "text",
      hint: "Only if your account is not in the default one; what `cf login --origin` takes.",
      when: { input: "auth", is: ["password"] },
    },
    {
      id: "clientId",
      label: "Client id",
      kind: "text",
      required: true,
      when: { input: "auth", is: ["client"] },
    },
    {
      id: "clientSecret",
      label: "Client secret",
      kind: "secret",
      required: true,
      when: { input: "auth", is: ["client"] },
    },
    {
      id: "token",
      label: "Access token",
      kind: "secret",
      required: true,
      hint: "What `cf oauth-token` prints, with or without the word bearer. It lives for minutes.",
      when: { input: "auth", is: ["token"] },
    },
  ],
}
