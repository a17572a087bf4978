import type { LocalizedText } from '../rules';

/** Chooses the language of a text of the catalogue. The only language of the API so far is English. */
export function localized(text: LocalizedText): string {
  return text.en;
}

export function localizedOrNull(text: LocalizedText | null): string | null {
  return text && localized(text);
}
