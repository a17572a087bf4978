import type { ApiKeyRow } from '../db/entities';
import type { Database } from '../db/database';
import { instant, type Instant } from '../db/instant';

/**
 * Remembers when API keys were last used, to the minute, so that a busy key does not turn every read into a write. It is
 * written beside the request, one key at a time, since nobody who only reads may wait for it or fail with it.
 */
export class KeyUses {
  readonly #database: Database;
  readonly #onError: (error: unknown) => void;
  readonly #unwritten = new Map<string, Instant>();
  #writing: Promise<void> | null = null;

  constructor(database: Database, onError: (error: unknown) => void) {
    this.#database = database;
    this.#onError = onError;
  }

  note(key: Pick<ApiKeyRow, 'id' | 'lastUsedAt'>, now: Date): void {
    const minute = instant(new Date(Math.floor(now.getTime() / 60_000) * 60_000));
    const known = this.#unwritten.get(key.id) ?? key.lastUsedAt;
    if (known !== null && known >= minute) return;
    this.#unwritten.set(key.id, minute);
    this.#writing ??= this.#write();
  }

  /** Resolves when all that was noted is written, or has failed. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    // A key that is noted for a later minute while it is written stays.
    while (this.#unwritten.size > 0) {
      // A map shows also what is put into it meanwhile.
      for (const [id, minute] of this.#unwritten) {
        // The request goes first.
        await new Promise((resolve) => setImmediate(resolve));
        await this.#writeOne(id, minute).catch(this.#onError);
        if (this.#unwritten.get(id) === minute) this.#unwritten.delete(id);
      }
    }
    this.#writing = null;
  }

  /** Another server may have written a later use already. */
  async #writeOne(id: string, minute: Instant): Promise<void> {
    await this.#database.transaction((transaction) =>
      transaction.change(
        'UPDATE api_key SET lastUsedAt = ? WHERE id = ? AND (lastUsedAt IS NULL OR lastUsedAt < ?)',
        [minute, id, minute],
      ),
    );
  }
}
