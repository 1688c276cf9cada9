import type { Block, OutcomeItem } from "../../model/part.ts"
import { counted } from "../../lib/text.ts"
import { StatusBadge } from "../../ui/StatusBadge.tsx"
import { StatusShape } from "../../ui/StatusShape.tsx"

const Item = ({ item }: { readonly item: OutcomeItem }) => (
  <li className="grid gap-x-4 gap-y-1 border-b border-line-soft px-4 py-2.5 last:border-b-0 sm:grid-cols-[7rem_minmax(0,1fr)]">
    <div className="flex items-start pt-px">
      <StatusBadge tone={item.tone}>{item.status}</StatusBadge>
    </div>
    <div className="min-w-0 text-sm">
      <p className="font-medium wrap-anywhere text-strong">{item.name}</p>
      <p className="font-mono text-xs wrap-anywhere text-muted">{item.about}</p>
      {item.errors.map((said) => (
        <p key={said} className="mt-1 flex items-start gap-1.5 wrap-anywhere text-tone-fail-ink">
          <span className="flex h-5 items-center">
            <StatusShape tone="fail" size={10} label="Error:" />
          </span>
          <span className="min-w-0">{said}</span>
        </p>
      ))}
      {item.messages.map((said) => (
        <p key={said} className="mt-1 wrap-anywhere text-muted">
          {said}
        </p>
      ))}
    </div>
  </li>
)

/** What became of each of several things; whole sentences, which a table would cut short. */
export const Outcomes = ({
  block: { title, one, many, items },
}: {
  readonly block: Extract<Block, { kind: "outcomes" }>
}) => (
  <section aria-label={title} className="flex flex-col gap-2">
    <div className="flex flex-wrap items-baseline gap-x-3">
      <h2 className="text-base font-semibold text-strong">{title}</h2>
      <span className="numeric text-sm text-muted">{counted(items.length, one, many)}</span>
    </div>
    {items.length === 0 ? (
      <p className="rounded-lg border border-line bg-surface px-4 py-3 text-sm text-muted">
        The provider names no {many}.
      </p>
    ) : (
      <ul className="rounded-lg border border-line bg-surface">
        {items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
    )}
  </section>
)
