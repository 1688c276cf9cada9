import { expect, test } from "vitest"
import { commonFields } from "../model/common.ts"
import { emptyQuery } from "../model/query.ts"
import { countedQuery } from "./viewCount.ts"

const counted = (search: string) => countedQuery(commonFields, { by: "none" }, search)

test("a view is counted by what it filters, wherever it stands in which order", () =>
  expect(counted("q=log4j&state=failed&sort=-nope,name&page=99&per=7&cols=nope&view=mine")).toEqual(
    {
      ...emptyQuery,
      text: "log4j",
      filters: { state: ["failed"] },
    },
  ))

test.each(["gone=1", "size=huge..", "where=gone:1", "state=failed&where=(("])(
  "one whose filter the list does not have is not counted, least of all as the whole list: %s",
  (search) => expect(counted(search)).toBeUndefined(),
)
