/** Letters that Unicode does not decompose into a Latin letter and an accent. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');

/** Normalizes text for search: lower case, without accents, in one Unicode form. */
export function normalizeForSearch(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(LETTER, (letter) => LETTERS[letter] ?? letter);
  return [...plain].slice(0, 200).join('');
}

/** Lower-case words joined by hyphens; empty if the text has no Latin letter or digit. */
export function slug(text: string, maxLength: number): string {
  return normalizeForSearch(text)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maxLength)
    .replace(/^-+|-+$/g, '');
}
