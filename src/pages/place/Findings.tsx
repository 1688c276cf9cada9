import type { Finding } from "../../model/action.ts"
import type { Values } from "../../model/input.ts"
import { Button } from "../../ui/Button.tsx"
import { Callout } from "../../ui/Callout.tsx"
import { isAnswered } from "./answers.ts"
import { lazily } from "../../ui/lazily.ts"
import { Spare } from "../../ui/Spare.tsx"

const Blocks = lazily(async () => (await import("../item/Blocks.tsx")).Blocks)

const urgency = ["fail", "warn", "info"]
const byUrgency = (a: Finding, b: Finding): number =>
  urgency.indexOf(a.tone) - urgency.indexOf(b.tone)

/** What was found before a file is sent, and what can be answered to it. */
export const Findings = ({
  findings,
  values,
  onChoose,
}: {
  readonly findings: readonly Finding[]
  readonly values: Values
  readonly onChoose: (values: Values) => void
}) =>
  findings.toSorted(byUrgency).map((finding) => {
    const { tone, title, detail, choices = [], blocks } = finding
    const answered = isAnswered(finding, values)
    return (
      <div key={title} className="flex flex-col gap-3">
        <Callout
          tone={answered && tone === "fail" ? "warn" : tone}
          title={title}
          action={
            !answered &&
            choices.map((choice) => (
              <Button key={choice.label} size="sm" onClick={() => onChoose(choice.values)}>
                {choice.label}
              </Button>
            ))
          }
        >
          {detail}
        </Callout>
        {blocks && (
          <Spare>
            <Blocks blocks={blocks} />
          </Spare>
        )}
      </div>
    )
  })
