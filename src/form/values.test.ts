import { describe, expect, it } from "vitest"
import type { Input } from "../model/input.ts"
import {
  askedInputs,
  noteOf,
  problemOf,
  problemsOf,
  sentValues,
  startValues,
  tidy,
} from "./values.ts"

const input = (kind: Input["kind"], more: Partial<Input> = {}): Input => ({
  id: kind,
  label: "Portal URL",
  kind,
  ...more,
})

const auth = input("choice", {
  id: "auth",
  label: "Sign in with",
  required: true,
  initial: "password",
  options: [
    { value: "password", label: "Password" },
    { value: "token", label: "Token" },
  ],
})
const inputs: readonly Input[] = [
  input("url", { id: "address", label: "Address", required: true }),
  auth,
  input("text", {
    id: "user",
    label: "User",
    required: true,
    when: { input: "auth", is: ["password"] },
  }),
  input("secret", {
    id: "password",
    label: "Password",
    required: true,
    when: { input: "auth", is: ["password"] },
  }),
  input("secret", {
    id: "token",
    label: "API token",
    required: true,
    when: { input: "auth", is: ["token"] },
  }),
  input("long", { id: "ca", label: "Certificate authority" }),
]

describe("startValues", () => {
  it("starts a new form with what is suggested, and a flag with no", () => {
    expect(startValues([...inputs, input("flag")])).toEqual({
      address: "",
      auth: "password",
      user: "",
      password: "",
      token: "",
      ca: "",
      flag: "false",
    })
  })

  it("leaves a text blank that was saved blank, and keeps a choice chosen", () => {
    const tenant = input("text", { id: "tenant", initial: "vsphere.local" })
    expect(startValues([tenant, auth], {})).toEqual({ tenant: "", auth: "password" })
    expect(startValues([tenant, auth], { tenant: "acme", auth: "token" })).toEqual({
      tenant: "acme",
      auth: "token",
    })
  })
})

describe("tidy", () => {
  it.each([
    ["  https://example.com/a \n", "https://example.com/a"],
    ["my.secure.software/acme", "https://my.secure.software/acme"],
    ["example.com:8443", "https://example.com:8443"],
    ["http://localhost:8080", "http://localhost:8080"],
    ["acme", "acme"],
  ])("mends the address %j", (typed, mended) => {
    expect(tidy(input("url"), typed)).toBe(mended)
  })

  it("never touches a secret", () => {
    expect(tidy(input("secret"), " a b ")).toBe(" a b ")
  })
})

describe("problemOf", () => {
  it.each([
    ["url", "ftp://example.com", "Start with https://"],
    ["url", "acme", "Start with https://"],
    ["url", "https://", "This is not a complete address."],
    ["url", "https://me:pw@example.com", "Leave user and password out"],
    ["number", "12a", "Enter a number."],
    ["date", "31.01.2026", "Enter a date"],
    ["date", "2026-13-01", "Enter a date"],
    ["flag", "maybe", "Choose yes or no."],
  ] as const)("refuses as %s: %j", (kind, value, said) => {
    expect(problemOf(input(kind), value)).toContain(said)
  })

  it.each([
    ["url", "https://example.com/acme?x=1"],
    ["url", "example.com"],
    ["number", " -1.5 "],
    ["date", "2026-01-31"],
    ["flag", "false"],
    ["text", "anything"],
    ["secret", " "],
    ["long", "a\nb"],
  ] as const)("takes as %s: %j", (kind, value) => {
    expect(problemOf(input(kind), value)).toBeUndefined()
  })

  it("refuses a choice that is not offered", () => {
    expect(problemOf(auth, "sso")).toBe("Choose one of these.")
    expect(problemOf(auth, "")).toBe("Choose one.")
    expect(problemOf(auth, "token")).toBeUndefined()
  })

  it("asks for what is required, by its name, unless the server has it", () => {
    const token = input("secret", { label: "API token", required: true })
    expect(problemOf(token, "")).toBe("Enter the API token.")
    expect(problemOf(input("url", { required: true }), "  ")).toBe("Enter the portal URL.")
    expect(problemOf(token, "", { saved: true })).toBeUndefined()
    expect(problemOf(input("text"), "")).toBeUndefined()
  })

  it("runs a further check only on what is there", () => {
    const check = (value: string) => (value === "bad" ? "No." : undefined)
    expect(problemOf(input("text"), "bad", { check })).toBe("No.")
    expect(problemOf(input("text"), "", { check: () => "No." })).toBeUndefined()
  })
})

describe("inputs that depend on others", () => {
  const values = startValues(inputs)

  it("are asked only while they apply", () => {
    const ids = (of: typeof values) => askedInputs(inputs, of).map((one) => one.id)
    expect(ids(values)).toEqual(["address", "auth", "user", "password", "ca"])
    expect(ids({ ...values, auth: "token" })).toEqual(["address", "auth", "token", "ca"])
  })

  it("are checked only while they apply", () => {
    expect(Object.keys(problemsOf(inputs, values))).toEqual(["address", "user", "password"])
    expect(
      Object.keys(
        problemsOf(
          inputs,
          { ...values, auth: "token", address: "https://a.b" },
          { saved: ["token"] },
        ),
      ),
    ).toEqual([])
  })

  it("are sent only while they apply, secrets apart and blanks left out", () => {
    const typed = {
      ...values,
      address: " example.com ",
      user: "ada",
      password: " p w ",
      token: "left over from the other way",
    }
    expect(sentValues(inputs, typed)).toEqual({
      plain: { address: "https://example.com", auth: "password", user: "ada" },
      secret: { password: " p w " },
    })
    expect(sentValues(inputs, { ...typed, password: "" }).secret).toEqual({})
  })
})

describe("noteOf", () => {
  it("doubts a space around a secret, and nothing else", () => {
    expect(noteOf(input("secret"), "abc ")).toContain("space")
    expect(noteOf(input("secret"), "a c")).toBeUndefined()
    expect(noteOf(input("text"), "abc ")).toBeUndefined()
  })
})
