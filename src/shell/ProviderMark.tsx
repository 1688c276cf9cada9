import type { ProviderId } from "../model/provider.ts"

const letters: Readonly<Record<ProviderId, string>> = {
  spectra: "Sp",
  cloudfoundry: "CF",
  vrealize: "vR",
  cylance: "Cy",
  astra: "As",
}

/** Our own monogram of a provider. Decoration: the name stands beside it. */
export const ProviderMark = ({
  provider,
  size = 20,
}: {
  readonly provider: ProviderId
  readonly size?: number
}) => (
  <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden>
    <rect
      x="0.5"
      y="0.5"
      width="19"
      height="19"
      rx="5"
      className="fill-sunken stroke-line"
      strokeWidth="1"
    />
    <text
      x="10"
      y="13.4"
      textAnchor="middle"
      fontSize="9.5"
      fontWeight="600"
      className="fill-muted"
    >
      {letters[provider]}
    </text>
  </svg>
)
