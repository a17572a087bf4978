/** The parsed form of a character takes up about 100 bytes. */
const BYTES_A_CHARACTER = 100;

/** The limit of tokens leaves no more characters in a document (LIMITS.tokens), but for long texts, which are kept as they are. */
const MAX_PARSED_CHARACTERS = 20_000;

/** What was made of the most recent documents, up to a total of their memory. */
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

  /** Forgets the oldest ones where there is no room. Those that are still in use come back at once. */
  set(key: string, value: T, characters: number): void {
    const bytes = characters + BYTES_A_CHARACTER * Math.min(characters, MAX_PARSED_CHARACTERS);
    if (bytes > this.#maxBytes) return;
    this.delete(key);
    this.#entries.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) return;
      this.delete(oldest);
    }
  }

  delete(key: string): boolean {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
    return this.#entries.delete(key);
  }
}
