import type { ApiKeyRow } from '../db/entities';
import type { Database } from '../db/database';
import { instant, type Instant } from '../db/instant';

/**
 * Records the last use of API keys. Uses are rounded to the minute, so that a busy key does not cause a write per
 * request. They are written in the background, one key at a time, so that a query neither waits for a write nor fails
 * because of it.
 */
export class ApiKeyUses {
  readonly #database: Database;
  readonly #onError: (error: unknown) => void;
  readonly #pending = new Map<string, Instant>();
  #writing: Promise<void> | null = null;

  constructor(database: Database, onError: (error: unknown) => void) {
    this.#database = database;
    this.#onError = onError;
  }

  note(key: Pick<ApiKeyRow, 'id' | 'lastUsedAt'>, now: Date): void {
    const minute = instant(new Date(Math.floor(now.getTime() / 60_000) * 60_000));
    const previous = this.#pending.get(key.id) ?? key.lastUsedAt;
    if (previous !== null && previous >= minute) return;
    this.#pending.set(key.id, minute);
    this.#writing ??= this.#write();
  }

  /** Resolves when every pending use has been written or its write has failed. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    // A key that is used again during its write, in a later minute, stays pending, so the outer loop repeats.
    while (this.#pending.size > 0) {
      for (const [id, minute] of this.#pending) {
        // Lets the request that used the key continue first.
        await new Promise((resolve) => setImmediate(resolve));
        await this.#writeOne(id, minute).catch(this.#onError);
        if (this.#pending.get(id) === minute) this.#pending.delete(id);
      }
    }
    this.#writing = null;
  }

  /** The condition preserves a later use that another server has written. */
  async #writeOne(id: string, minute: Instant): Promise<void> {
    await this.#database.transaction((transaction) =>
      transaction.change(
        'UPDATE api_key SET lastUsedAt = ? WHERE id = ? AND (lastUsedAt IS NULL OR lastUsedAt < ?)',
        [minute, id, minute],
      ),
    );
  }
}
