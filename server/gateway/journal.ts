import { randomUUID } from "node:crypto"
import type { Database } from "../storage/open.ts"

export type JournalEntry = {
  readonly id: string
  readonly at: string
  readonly user: string
  /** `connection.created`, `connection.changed`, `connection.deleted`, `session.started`… */
  readonly action: string
  /** What it was done to, by the name it had then. */
  readonly subject: string
  readonly detail: string
}

/** Who did what and when. Never holds a secret. */
export const createJournal = (db: Database) => ({
  write: async (entry: Omit<JournalEntry, "id" | "at">): Promise<void> => {
    await db
      .insertInto("journal")
      .values({
        id: randomUUID(),
        at: new Date().toISOString(),
        user_name: entry.user,
        action: entry.action,
        subject: entry.subject,
        detail: entry.detail,
      })
      .execute()
  },
  /**
   * Newest first.
   * @param before the id of the last entry of the page before; absent: from the newest on
   */
  read: async (limit: number, before: string | undefined): Promise<readonly JournalEntry[]> => {
    let query = db
      .selectFrom("journal")
      .selectAll()
      .orderBy("at", "desc")
      .orderBy("id", "desc")
      .limit(limit)
    if (before !== undefined) {
      const last = await db
        .selectFrom("journal")
        .select(["id", "at"])
        .where("id", "=", before)
        .executeTakeFirst()
      if (!last) return []
      // Two entries may be of the same millisecond.
      query = query.where((is) =>
        is.or([is("at", "<", last.at), is.and([is("at", "=", last.at), is("id", "<", last.id)])]),
      )
    }
    const rows = await query.execute()
    return rows.map(({ id, at, user_name, action, subject, detail }) => ({
      id,
      at,
      user: user_name,
      action,
      subject,
      detail,
    }))
  },
})

export type Journal = ReturnType<typeof createJournal>
