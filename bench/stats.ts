/** The value below which this share of the samples lies; of few samples the nearest one above. */
const quantile = (samples: readonly number[], share: number): number => {
  const sorted = samples.toSorted((a, b) => a - b)
  const at = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))
  const value = sorted[at]
  if (value === undefined) throw new Error("Nothing was measured")
  return value
}

export type Spread = { readonly median: number; readonly p95: number; readonly samples: number }

/** @throws Error where there are no samples */
export const spread = (samples: readonly number[]): Spread => ({
  median: quantile(samples, 0.5),
  p95: quantile(samples, 0.95),
  samples: samples.length,
})

/** Runs each of several in turn, `times` times; the first one of a round changes from round to round. */
export const alternate = async <K>(
  keys: readonly K[],
  times: number,
  run: (key: K, round: number) => Promise<void>,
): Promise<void> => {
  for (let round = 0; round < times; round += 1)
    for (let at = 0; at < keys.length; at += 1) {
      const key = keys[(at + round) % keys.length]
      if (key !== undefined) await run(key, round)
    }
}
