import { useSearchParams } from "react-router"

/** The dialog that the URL names by `?do=`, for the thing that `of` names; so that it can be linked. */
export const useDialog = (name: string) => {
  const [params, setParams] = useSearchParams()
  return {
    open: params.get("do") === name,
    of: params.get("of") ?? undefined,
    show: (of?: string): void =>
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
