/** A few counts in Prometheus' text format: enough to see traffic, failures and slowness. */
export const createMetrics = () => {
  const counts = new Map<string, number>()
  let seconds = 0
  let answered = 0

  return {
    /** Counts an answer of the gateway. */
    count: (provider: string, status: number, ms: number): void => {
      const key = `waybill_forwarded_total{provider="${provider}",status="${status}"}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
      seconds += ms / 1000
      answered += 1
    },
    text: (): string =>
      [
        "# HELP waybill_forwarded_total Requests forwarded to providers, by provider and status.",
        "# TYPE waybill_forwarded_total counter",
        ...[...counts].map(([key, value]) => `${key} ${value}`),
        "# HELP waybill_forward_seconds Time from a request to the provider's headers.",
        "# TYPE waybill_forward_seconds summary",
        `waybill_forward_seconds_sum ${seconds.toFixed(6)}`,
        `waybill_forward_seconds_count ${answered}`,
        "# HELP process_resident_memory_bytes Resident memory.",
        "# TYPE process_resident_memory_bytes gauge",
        `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
        "",
      ].join("\n"),
  }
}
