/** Concurrent callers share one call of `load`. */
export function cachedFor<T>(milliseconds: number, load: () => Promise<T>): () => Promise<T> {
  let cached: Promise<T> | null = null;
  let loadedAt = 0;
  return () => {
    const now = performance.now();
    if (cached === null || now - loadedAt >= milliseconds) {
      loadedAt = now;
      cached = load();
    }
    return cached;
  };
}
