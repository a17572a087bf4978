const MAX_LENGTH = 80;

export function shorten(text: string): string {
  if (text.length <= MAX_LENGTH) return text;
  // The cut may have split a surrogate pair.
  return `${text.slice(0, MAX_LENGTH).replace(/[\ud800-\udbff]$/, '')}…`;
}
