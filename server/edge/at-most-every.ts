/** The question, asked at most once in so many milliseconds: callers in between share the answer. */
export function atMostEvery<T>(milliseconds: number, question: () => Promise<T>): () => Promise<T> {
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
