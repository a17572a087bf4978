const MAX_LENGTH = 80;

/** The beginning of an untrusted text, short enough for a sentence. */
export function shorten(text: string): string {
  if (text.length <= MAX_LENGTH) return text;
  // The cut may have split a surrogate pair.
  return `${text.slice(0, MAX_LENGTH).replace(/[\ud800-\udbff]$/, '')}…`;
}
