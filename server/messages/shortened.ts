const MAX_LENGTH = 80;

/** A text from outside as it stands in a sentence: the beginning of a long one. */
export function shortened(text: string): string {
  if (text.length <= MAX_LENGTH) return text;
  // The cut may have gone through the middle of a character.
  return `${text.slice(0, MAX_LENGTH).replace(/[\ud800-\udbff]$/, '')}…`;
}
