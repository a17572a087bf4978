/** Control characters, bidirectional overrides and lone surrogates. */
const UNSEEN = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;

/** Text that strangers may have written, in one line: what cannot be seen in it is spelt, as `\u001b`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same of text in lines. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}
