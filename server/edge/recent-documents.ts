/** What was made of the most recent documents, up to a total of their characters. */
export class RecentDocuments<T> {
  readonly #maxCharacters: number;
  readonly #entries = new Map<string, { readonly value: T; readonly characters: number }>();
  #characters = 0;

  constructor(maxCharacters: number) {
    this.#maxCharacters = maxCharacters;
  }

  get(key: string): T | undefined {
    return this.#entries.get(key)?.value;
  }

  /** Forgets the oldest ones where there is no room. Those that are still in use come back at once. */
  set(key: string, value: T, characters: number): void {
    if (characters > this.#maxCharacters) return;
    this.delete(key);
    this.#entries.set(key, { value, characters });
    this.#characters += characters;
    for (const oldest of this.#entries.keys()) {
      if (this.#characters <= this.#maxCharacters) return;
      this.delete(oldest);
    }
  }

  delete(key: string): boolean {
    this.#characters -= this.#entries.get(key)?.characters ?? 0;
    return this.#entries.delete(key);
  }
}
