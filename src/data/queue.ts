import { retryAfter } from "../lib/retryAfter.ts"
import type { Fetch, Priority } from "../model/call.ts"

const rank: Readonly<Record<Priority, number>> = { visible: 0, soon: 1, background: 2 }

type Waiting = {
  readonly request: Request
  readonly priority: Priority
  /** Its turn; or the refusal that it would only meet again. */
  readonly go: (refusal?: Promise<Response>) => void
}

/** What a queue tells of itself to those that share its way. */
type Sender = {
  /** The rank of what it would send next; undefined where it may send nothing. */
  readonly next: () => number | undefined
  readonly running: () => number
  readonly send: () => void
}

/**
 * The way that several queues share. A browser has six connections to one origin over HTTP/1.1, for
 * everything that a page asks for, and what goes beyond them waits in the order of asking: behind the
 * requests of a provider that stands still nothing else would come, no other provider's rows, no part
 * of the app. So what may be on its way is counted here, over all queues. The most urgent goes first;
 * of equals, what belongs to the queue with the least on its way.
 * @param room how many requests may be on their way at once
 */
export const createWay = (room = Infinity) => {
  const senders: Sender[] = []
  let running = 0
  const pump = (): void => {
    while (running < room) {
      let best: Sender | undefined
      let first = Infinity
      for (const sender of senders) {
        const rank = sender.next()
        if (rank === undefined) continue
        // No queue has a thousand on their way.
        const at = rank * 1000 + sender.running()
        if (at < first) [best, first] = [sender, at]
      }
      if (!best) return
      running += 1
      best.send()
    }
  }
  return {
    join: (sender: Sender): void => void senders.push(sender),
    pump,
    ended: (): void => {
      running -= 1
      queueMicrotask(pump)
    },
  }
}

export type QueueOptions = {
  /** How many requests may be on their way at once. */
  readonly inFlight?: number
  /** Shared with the queues of other connections. */
  readonly way?: ReturnType<typeof createWay>
  /** The clock and the timer, so that tests need not sleep. */
  readonly now?: () => number
  readonly after?: (ms: number, then: () => void) => void
}

/** Longest pause that background work waits out by itself; beyond it the person should know. */
const patience = 5 * 60_000
/** Longest pause that visible work waits out: a page must not look as if it were loading for longer. */
const unnoticed = 3000
const tries = 4

/** What gives a refusal again, with what is left then of the time to wait (ms). */
const refusalOf = (response: Response): ((left: number) => Promise<Response>) => {
  const { status, statusText } = response
  // Who was refused may leave before the words have come: what is left of the refusal holds all the same.
  const body = response
    .clone()
    .text()
    .catch(() => "")
  return async (left) => {
    const headers = new Headers(response.headers)
    headers.set("retry-after", String(Math.ceil(left / 1000)))
    return new Response(await body, { status, statusText, headers })
  }
}

/**
 * The scheduler of one connection: a few requests in flight, what is on screen before what is likely
 * next before what can wait. When the provider says 429, everything waits until it may go on;
 * background work is then sent again. Visible work fails at once so that the page can say why, also
 * reads that come during the pause: they are given the same refusal again, unless it is over soon.
 * A request whose signal aborts while it waits is never sent.
 */
export const createQueue = (send: Fetch, options: QueueOptions = {}) => {
  const {
    inFlight = 6,
    way = createWay(),
    now = Date.now,
    after = (ms, then) => void setTimeout(then, ms),
  } = options
  const waiting: Waiting[] = []
  let running = 0
  let pausedUntil = 0
  let refuse: ((left: number) => Promise<Response>) | undefined

  /** Whether it would wait too long: a visible read. A write was pressed for, and waits. */
  const isRefused = ({ request, priority }: Pick<Waiting, "request" | "priority">): boolean =>
    priority === "visible" && request.method === "GET" && pausedUntil - now() > unnoticed

  way.join({
    next: () => {
      const next = running < inFlight && pausedUntil <= now() ? waiting[0] : undefined
      return next && rank[next.priority]
    },
    running: () => running,
    send: () => {
      running += 1
      waiting.shift()?.go()
    },
  })

  const turn = (request: Request, priority: Priority): Promise<Response | undefined> =>
    new Promise((resolve, reject) => {
      const { signal } = request
      const entry: Waiting = {
        request,
        priority,
        go: (refusal) => {
          signal.removeEventListener("abort", leave)
          resolve(refusal)
        },
      }
      const leave = (): void => {
        const at = waiting.indexOf(entry)
        if (at >= 0) waiting.splice(at, 1)
        reject(
          signal.reason instanceof Error
            ? signal.reason
            : new DOMException("Aborted", "AbortError"),
        )
      }
      if (signal.aborted) return leave()
      if (isRefused(entry)) return resolve(refuse?.(pausedUntil - now()))
      signal.addEventListener("abort", leave, { once: true })
      const before = waiting.findIndex((other) => rank[other.priority] > rank[priority])
      waiting.splice(before < 0 ? waiting.length : before, 0, entry)
      way.pump()
    })

  const pauseFor = (ms: number, response: Response): void => {
    const until = now() + ms
    if (until <= pausedUntil) return
    pausedUntil = until
    refuse = refusalOf(response)
    after(ms, way.pump)
    for (const entry of waiting.filter(isRefused)) {
      waiting.splice(waiting.indexOf(entry), 1)
      entry.go(refuse(ms))
    }
  }

  const attempt = async (request: Request, priority: Priority, left: number): Promise<Response> => {
    const refused = await turn(request, priority)
    if (refused) return refused
    let response: Response
    try {
      // Sent as it is: only a read is ever sent again, and a read has no body to be used up.
      response = await send(request)
    } finally {
      running -= 1
      way.ended()
    }
    if (response.status !== 429) return response
    const pause = Math.max(0, retryAfter(response.headers, now()) ?? 1000)
    pauseFor(pause, response)
    const again =
      priority !== "visible" && left > 1 && pause <= patience && request.method === "GET"
    if (!again) return response
    // Not awaited: its words are read for others, and may take their time.
    response.body?.cancel().catch(() => undefined)
    return attempt(request, priority, left - 1)
  }

  return {
    /** A fetch whose requests wait their turn at this priority. */
    at:
      (priority: Priority): Fetch =>
      (request) =>
        attempt(request, priority, tries),
    /** How much waits, and until when everything waits (0: it does not). */
    state: () => ({ waiting: waiting.length, running, pausedUntil }),
  }
}

export type Queue = ReturnType<typeof createQueue>
