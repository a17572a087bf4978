const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const SPACE = 0x20;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/** Counts the values in JSON up to a limit: an empty object takes 20 times as much memory as its text. */
export function countValues(json: Buffer, most: number): number {
  let count = 1;
  let isOpened = false;
  for (let i = 0; i < json.length && count <= most; i++) {
    const byte = json[i] ?? SPACE;
    // Tabs and line feeds are lower.
    if (byte <= SPACE) continue;
    // The first value of an object or a list; a comma precedes each of the others.
    const isFirst = isOpened && byte !== CLOSING_BRACKET && byte !== CLOSING_BRACE;
    if (byte === COMMA || isFirst) count++;
    isOpened = byte === OPENING_BRACKET || byte === OPENING_BRACE;
    if (byte === QUOTE) i = endOfText(json, i);
  }
  return count;
}

/** The place of the quote that ends the text which begins at a quote. */
function endOfText(json: Buffer, start: number): number {
  for (let end = json.indexOf(QUOTE, start + 1); end !== -1; end = json.indexOf(QUOTE, end + 1)) {
    let backslashes = 0;
    while (json[end - 1 - backslashes] === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return json.length;
}
