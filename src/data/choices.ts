import { useQuery } from "@tanstack/react-query"
import type { Connection } from "../model/connection.ts"
import type { Input } from "../model/input.ts"
import { callOf } from "./call.ts"
import { keys } from "./keys.ts"

/** What an input has to choose from, read from the provider when its form opens. */
export const useChoices = (connection: Connection, { choices }: Pick<Input, "choices">) =>
  useQuery({
    queryKey: keys.choices(connection.id, choices?.of ?? ""),
    queryFn: ({ signal }) =>
      choices?.load(callOf(connection, signal, "visible")) ?? Promise.resolve([]),
    enabled: choices !== undefined,
    staleTime: 60_000,
  })
