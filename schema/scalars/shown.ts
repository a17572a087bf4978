const MOST = 80;

/** A value that a scalar refuses, as its error shows it: the beginning of a long one. */
export function shown(value: unknown): string {
  // A text of a megabyte would take long to write.
  if (typeof value === 'string') return JSON.stringify(cut(value));
  return cut(String(JSON.stringify(value)));
}

function cut(text: string): string {
  return text.length <= MOST ? text : `${text.slice(0, MOST)}…`;
}
