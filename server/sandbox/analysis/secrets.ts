import type { Secret } from "./types.ts"

type Pattern = {
  readonly kind: string
  readonly title: string
  /** Global. The credential is the whole match. */
  readonly pattern: RegExp
}

/**
 * Credentials that have a form of their own, as those who issue them document it. Words like
 * `password=` are not looked for: what follows them is most often none.
 */
const patterns: readonly Pattern[] = [
  {
    kind: "private-key",
    title: "Private key, not encrypted",
    pattern:
      /-----BEGIN (?:RSA |EC |DSA |OPENSSH )?PRIVATE KEY-----(?:\s|\\n|\\r)+[A-Za-z0-9+/=]{40,}/g,
  },
  {
    kind: "aws-access-key-id",
    title: "AWS access key id",
    // Amazon's own examples end so.
    pattern: /(?<![A-Z0-9])(?:AKIA|ASIA)(?![A-Z0-9]*EXAMPLE)[A-Z2-7]{16}(?![A-Z0-9])/g,
  },
  {
    kind: "github-token",
    title: "GitHub token",
    pattern:
      /(?<![A-Za-z0-9_])(?:gh[opusr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})(?![A-Za-z0-9_])/g,
  },
  {
    kind: "gitlab-token",
    title: "GitLab personal access token",
    pattern: /(?<![A-Za-z0-9_-])glpat-[A-Za-z0-9_-]{20}(?![A-Za-z0-9_-])/g,
  },
  {
    kind: "npm-token",
    title: "npm access token",
    pattern: /(?<![A-Za-z0-9_])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9_])/g,
  },
  {
    kind: "pypi-token",
    title: "PyPI API token",
    pattern: /pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}/g,
  },
  {
    kind: "slack-token",
    title: "Slack token",
    pattern: /(?<![A-Za-z0-9_-])xox[abprs]-\d{9,13}-[A-Za-z0-9-]{20,}/g,
  },
  {
    kind: "slack-webhook",
    title: "Slack webhook",
    pattern:
      /https:\/\/hooks\.slack\.com\/services\/T[A-Z0-9]{8,}\/B[A-Z0-9]{8,}\/[A-Za-z0-9]{24}/g,
  },
  {
    kind: "stripe-key",
    title: "Stripe live secret key",
    pattern: /(?<![A-Za-z0-9_])[rs]k_live_[A-Za-z0-9]{24,}/g,
  },
  {
    kind: "google-api-key",
    title: "Google API key",
    pattern: /(?<![A-Za-z0-9_-])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g,
  },
  {
    kind: "sendgrid-key",
    title: "SendGrid API key",
    pattern: /(?<![A-Za-z0-9_-])SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/g,
  },
]

/** One search for what all of them have in common: most files have none of it. */
const any =
  /PRIVATE KEY-----|AKIA|ASIA|gh[opusr]_|github_pat_|glpat-|npm_|pypi-AgE|xox[abprs]-|hooks\.slack|k_live_|AIza|SG\./

/** In one file: a list of test tokens needs no finding for each. */
const mostOfOneKind = 100

const lineOf = (text: string, at: number): number => {
  let line = 1
  for (let next = text.indexOf("\n"); next >= 0 && next < at; next = text.indexOf("\n", next + 1))
    line += 1
  return line
}

/** The same character over and over is a placeholder. */
const isPlaceholder = (credential: string): boolean => /(.)\1{9}/.test(credential.slice(4))

/** The credentials in a text, without the credentials. */
export const findSecrets = (path: string, text: string): readonly Secret[] => {
  if (!any.test(text)) return []
  return patterns.flatMap(({ kind, title, pattern }) =>
    [...text.matchAll(pattern)].slice(0, mostOfOneKind).flatMap((match) => {
      const [credential] = match
      if (isPlaceholder(credential)) return []
      const hint =
        kind === "private-key" ? "-----BEGIN…" : `${credential.slice(0, 4)}… (${credential.length})`
      return [{ kind, title, path, line: lineOf(text, match.index), hint }]
    }),
  )
}
