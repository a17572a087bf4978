/** Caches the answer of `question` for some milliseconds; concurrent callers share one call. */
export function cachedFor<T>(milliseconds: number, question: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | null = null;
  let askedAt = 0;
  return () => {
    const now = performance.now();
    if (answer === null || now - askedAt >= milliseconds) {
      askedAt = now;
      answer = question();
    }
    return answer;
  };
}
