import * as v from "valibot"
import { badRequest, pageSizeRefused } from "./answers.ts"

/** A request that the API refuses; the response is its own. */
export class Refused extends Error {
  readonly response: Response

  constructor(response: Response) {
    super("refused")
    this.response = response
  }
}

/** The largest page_size; the API does not document one, its clients use 200. */
const maxSize = 200

export const wholeNumber = (text: string): number | undefined => {
  const number = Number(text)
  return /^\d+$/.test(text) && Number.isSafeInteger(number) ? number : undefined
}

/** Which page of a list, and how long a page is. @throws Refused */
export const pageOf = (query: URLSearchParams): { page: number; size: number } => {
  const page = wholeNumber(query.get("page") ?? "1")
  if (page === undefined || page < 1)
    throw new Refused(badRequest("The page requested must be 1 or more."))
  const size = wholeNumber(query.get("page_size") ?? "20")
  if (size === undefined || size < 1 || size > maxSize) throw new Refused(pageSizeRefused())
  return { page, size }
}

/** Every list of the API in its one wrapper. */
export const wrap = (
  { page, size }: { readonly page: number; readonly size: number },
  total: number,
  items: readonly unknown[],
): object => ({
  page_number: page,
  page_size: size,
  total_pages: Math.ceil(total / size),
  total_number_of_items: total,
  page_items: items,
})

/** A JSON body of this shape. @throws Refused naming what is wrong */
export const bodyOf = async <T>(
  request: Request,
  schema: v.GenericSchema<unknown, T>,
): Promise<T> => {
  let json: unknown
  try {
    json = await request.json()
  } catch {
    throw new Refused(badRequest("The body must be JSON."))
  }
  const parsed = v.safeParse(schema, json)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw new Refused(badRequest(`${v.getDotPath(issue) ?? "body"}: ${issue.message}`))
}
