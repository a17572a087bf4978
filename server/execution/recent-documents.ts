import { bytesOfDocument } from '../request/scheduling/document-memory';

/** A cache that evicts its oldest documents when their total estimated memory exceeds the limit. */
export class RecentDocuments<T> {
  readonly #maxBytes: number;
  readonly #entries = new Map<string, { readonly value: T; readonly bytes: number }>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get(key: string): T | undefined {
    return this.#entries.get(key)?.value;
  }

  set(key: string, value: T, characters: number): void {
    const bytes = bytesOfDocument(characters);
    if (bytes > this.#maxBytes) return;
    this.delete(key);
    this.#entries.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const oldestKey of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) return;
      this.delete(oldestKey);
    }
  }

  delete(key: string): boolean {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
    return this.#entries.delete(key);
  }
}
