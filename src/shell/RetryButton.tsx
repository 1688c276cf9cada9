import { useQueryClient } from "@tanstack/react-query"
import { RotateCw } from "lucide-react"
import { useLocation } from "react-router"
import { useEffect, useEffectEvent, useState } from "react"
import { askQuietly } from "../data/askAgain.ts"
import { formatDuration } from "../lib/dates.ts"
import { Button } from "../ui/Button.tsx"
import { asksAgain, mayEnd } from "../model/remedies.ts"
import type { Told } from "../model/remedies.ts"
import { handOn } from "./handOn.ts"
import { askByItself, turnsOf } from "./askByItself.ts"
import { useCountdown } from "./useCountdown.ts"

/**
 * What is said while it makes no sense to try again; undefined once it does. Then it is tried by itself:
 * nobody should have to watch a clock for a moment that is known.
 */
export const useRetry = (
  told: Partial<Told> | undefined,
  onRetry: () => void,
): string | undefined => {
  const retryAt = told?.retryAt
  // Some providers lock an account after a few refused tries: of each answer that is only told again
  // one try comes, and none of what that try is told.
  const [tried, setTried] = useState(false)
  if (tried && retryAt === undefined) setTried(false)
  const byItself = told?.trouble !== "signed-out" || !tried
  const seconds = useCountdown(retryAt, () => {
    if (!byItself) return
    setTried(true)
    onRetry()
  })
  if (seconds === 0) return undefined
  return `${byItself ? "Trying again" : "Can be tried again"} in ${formatDuration(seconds)}`
}

/**
 * Asks again by itself for what may be answered with nobody doing anything. What is told stays as it is
 * meanwhile: nothing moves, and nothing is said again.
 * @param of what failed, and where it is told
 * @param idle it may be asked for now, and is not being asked for
 */
const useAskByItself = (of: string, idle: boolean, onRetry: () => void) => {
  const client = useQueryClient()
  const [quiet, setQuiet] = useState(false)
  const ask = useEffectEvent(() => {
    setQuiet(true)
    askQuietly(client, onRetry)
  })
  useEffect(() => (idle ? askByItself(turnsOf(of), () => ask()) : undefined), [idle, of])
  return { quiet, setQuiet }
}

const hold = (box: HTMLSpanElement | null) => (box ? handOn(box) : undefined)

/** A timer is not read out as it counts, although the note around it is when it appears. */
export const RetryTimer = ({ children }: { readonly children: string }) => (
  <span role="timer" className="numeric text-xs text-muted">
    {children}
  </span>
)

/**
 * Tries again what failed, when it makes sense to: by itself, where that moment is known, or where it may
 * come while nobody does anything.
 */
export const RetryButton = ({
  told,
  pending,
  onRetry,
  plain = false,
  byHand = false,
  of = "",
}: {
  readonly told: Partial<Told> | undefined
  readonly pending: boolean
  readonly onRetry: () => void
  /** It stands in a line of text. */
  readonly plain?: boolean
  /** Only a person asks again. */
  readonly byHand?: boolean
  /** Whose failure it is, where a page tells several. */
  readonly of?: string
}) => {
  const wait = useRetry(told, onRetry)
  const byItself = !byHand && told !== undefined && mayEnd(told)
  const { pathname } = useLocation()
  const { quiet, setQuiet } = useAskByItself(
    `${pathname} ${of}`,
    byItself && wait === undefined && !pending,
    onRetry,
  )
  return (
    <span ref={hold} tabIndex={-1} className="inline-flex">
      {wait === undefined ? (
        <Button
          size="sm"
          pending={pending && !quiet}
          title={byItself ? asksAgain : undefined}
          {...(plain ? { variant: "ghost" } : { icon: <RotateCw size={14} aria-hidden /> })}
          onClick={() => {
            setQuiet(false)
            onRetry()
          }}
        >
          Try again
        </Button>
      ) : (
        <RetryTimer>{wait}</RetryTimer>
      )}
    </span>
  )
}
