import { Skeleton } from "../ui/Skeleton.tsx"

/** The grey shape of a page while its parts load: heading, controls and rows. */
export const PageSkeleton = ({ headless = false }: { readonly headless?: boolean }) => (
  <div aria-busy className="flex flex-col gap-4">
    <output className="sr-only">Loading</output>
    {!headless && <Skeleton className="h-7 w-60 max-w-full" />}
    <Skeleton className="h-9 w-full max-w-md" />
    <Skeleton className="h-96 w-full" />
  </div>
)
