const MAX_LENGTH = 80;

export function quoteValue(value: unknown): string {
  // Strings are cut before they are escaped, because escaping a megabyte takes long.
  if (typeof value === 'string') return JSON.stringify(truncate(value));
  return truncate(String(JSON.stringify(value)));
}

function truncate(text: string): string {
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH)}…`;
}
