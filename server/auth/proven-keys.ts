/** About 150 bytes each. */
const MAX_KEYS = 10_000;

/**
 * Hashes of the API keys that were found in the database last. A key that is looked up first has to be paid for like a
 * wrong one; a proven key has not, so wrong credentials from an address do not lock out its programs. Each request still
 * looks its key up: a revoked or expired key opens nothing, and is forgotten.
 */
export class ProvenKeys {
  /** The key that was proved last is the last one. */
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
