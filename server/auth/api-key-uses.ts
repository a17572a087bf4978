import type { ApiKeyRow } from '../db/entities';
import type { Database } from '../db/database';
import { instant, type Instant } from '../db/instant';

/**
 * Records the last use of API keys. Uses are rounded to the minute, so that a busy key does not cause a write per
 * request. They are written in the background, one key at a time, so that a read request neither waits for the write
 * nor fails with it.
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

  /** Resolves when all pending uses have been written or have failed. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    // A key that is used in a later minute while its use is being written stays pending, so the loop repeats.
    while (this.#pending.size > 0) {
      // This loop also visits keys that are added while it runs.
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
