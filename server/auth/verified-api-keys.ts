/** An entry takes about 150 bytes. */
const MAX_KEYS = 10_000;

/**
 * Hashes of recently verified API keys, least recently used first. Unknown keys are charged like wrong credentials.
 * Known keys are free, so wrong credentials from an address do not lock out integrations at that address. Each request
 * still reads its key from the database, so a revoked or expired key is refused and removed here.
 */
export class VerifiedApiKeys {
  readonly #verified = new Set<string>();
  readonly #pending = new Set<string>();

  /** Calls `beforeVerification` unless the key is known or another request is looking it up. */
  async verify<Key>(
    hash: string,
    beforeVerification: () => void,
    lookUp: () => Promise<Key | null>,
  ): Promise<Key | null> {
    const isFirst = !this.#verified.has(hash) && !this.#pending.has(hash);
    if (isFirst) {
      beforeVerification();
      this.#pending.add(hash);
    }
    try {
      const key = await lookUp();
      this.#verified.delete(hash);
      if (key !== null) this.#remember(hash);
      return key;
    } finally {
      if (isFirst) this.#pending.delete(hash);
    }
  }

  #remember(hash: string): void {
    this.#verified.add(hash);
    for (const oldest of this.#verified) {
      if (this.#verified.size <= MAX_KEYS) return;
      this.#verified.delete(oldest);
    }
  }
}
