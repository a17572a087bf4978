/** Text as searches compare it: without case and accents, in one normal form. */
export function searchable(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss');
  return [...plain].slice(0, 200).join('');
}

/** Lower-case words joined by hyphens; empty when the text has no Latin letter or digit. */
export function slug(text: string, most: number): string {
  return searchable(text)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, most)
    .replace(/^-+|-+$/g, '');
}
