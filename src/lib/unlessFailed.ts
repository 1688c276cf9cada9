/**
 * Loads something once; what failed is loaded again when it is next asked for. For `use`: unlike a
 * `lazy` component, one that has come before it is needed is drawn at once, where React would show
 * something in its place, and then nothing new for 300 ms.
 */
export const unlessFailed = <T>(load: () => Promise<T>): (() => Promise<T>) => {
  let loading: Promise<T> | undefined
  return () => {
    if (loading) return loading
    const begun = load()
    loading = begun
    begun.catch(() => (loading = undefined))
    return begun
  }
}
