import { useSearchParams } from "react-router"

/** The dialog that the URL names by `?do=`, and what it is about by `?of=`; so that it can be linked. */
export const useDialog = () => {
  const [params, setParams] = useSearchParams()
  return {
    /** Undefined: none is open. */
    name: params.get("do") ?? undefined,
    of: params.get("of") ?? undefined,
    show: (name: string, of?: string): void =>
      setParams((now) => {
        const next = new URLSearchParams(now)
        next.set("do", name)
        if (of !== undefined) next.set("of", of)
        return next
      }),
    hide: (): void =>
      setParams(
        (now) => {
          const next = new URLSearchParams(now)
          next.delete("do")
          next.delete("of")
          return next
        },
        { replace: true },
      ),
  }
}
