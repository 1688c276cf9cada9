import type { Input, Values } from "../model/input.ts"

const shown = (input: Input, value: string | undefined): string => {
  if (value === undefined || value === "") return "empty"
  if (input.kind === "secret") return "what you typed"
  if (input.kind === "flag") return value === "true" ? "Yes" : "No"
  return input.options?.find((option) => option.value === value)?.label ?? value
}

/** What will change, and nothing else: before and after, side by side. */
export const ChangeTable = ({
  inputs,
  before,
  after,
}: {
  readonly inputs: readonly Input[]
  readonly before: Values
  readonly after: Values
}) => {
  const changed = inputs.filter(({ id }) => before[id] !== after[id])
  if (changed.length === 0)
    return <p className="text-sm text-muted">Nothing is changed yet, so nothing would be sent.</p>
  return (
    <table className="w-full table-fixed text-left text-sm">
      <caption className="sr-only">What will change</caption>
      <thead>
        <tr className="border-b border-line text-xs text-muted">
          <th scope="col" className="py-1 pr-3 font-medium">
            Field
          </th>
          <th scope="col" className="py-1 pr-3 font-medium">
            Before
          </th>
          <th scope="col" className="py-1 font-medium">
            After
          </th>
        </tr>
      </thead>
      <tbody>
        {changed.map((input) => (
          <tr key={input.id} className="border-b border-line-soft align-top last:border-0">
            <th scope="row" className="py-1.5 pr-3 font-normal text-muted">
              {input.label}
            </th>
            <td className="py-1.5 pr-3 whitespace-pre-line wrap-anywhere text-muted line-through decoration-faint">
              {input.mixed ? "different values" : shown(input, before[input.id])}
            </td>
            <td className="py-1.5 whitespace-pre-line wrap-anywhere text-strong">
              {shown(input, after[input.id])}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
