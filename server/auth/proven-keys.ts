/** About 150 bytes each. */
const MAX_KEYS = 10_000;

/**
 * Hashes of recently verified API keys, least recently used first. Looking up an unknown key costs as much as a wrong
 * credential. Known keys are free, so wrong credentials from an address do not lock out its programs. Every request still
 * reads its key from the database, so a revoked or expired key is refused and removed here.
 */
export class ProvenKeys {
  readonly #proven = new Set<string>();
  readonly #inProof = new Set<string>();

  /** Calls `beforeProof` unless the key is proven, or is being looked up for another request. */
  async prove<Key>(
    hash: string,
    beforeProof: () => void,
    lookUp: () => Promise<Key | null>,
  ): Promise<Key | null> {
    const isFirst = !this.#proven.has(hash) && !this.#inProof.has(hash);
    if (isFirst) {
      beforeProof();
      this.#inProof.add(hash);
    }
    try {
      const key = await lookUp();
      this.#proven.delete(hash);
      if (key !== null) this.#remember(hash);
      return key;
    } finally {
      if (isFirst) this.#inProof.delete(hash);
    }
  }

  #remember(hash: string): void {
    this.#proven.add(hash);
    for (const oldest of this.#proven) {
      if (this.#proven.size <= MAX_KEYS) return;
      this.#proven.delete(oldest);
    }
  }
}
