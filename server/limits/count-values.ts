const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const SPACE = 0x20;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/** Counts the values in JSON and stops beyond `max`. A parsed empty object takes 20 times the memory of its text. */
export function countValues(json: Buffer, max: number): number {
  let count = 1;
  let isAfterOpening = false;
  for (let i = 0; i < json.length && count <= max; i++) {
    const byte = json[i] ?? SPACE;
    // Skips whitespace: tabs and line feeds have lower codes than a space.
    if (byte <= SPACE) continue;
    // A comma precedes every value of a list or object except the first.
    const isFirst = isAfterOpening && byte !== CLOSING_BRACKET && byte !== CLOSING_BRACE;
    if (byte === COMMA || isFirst) count++;
    isAfterOpening = byte === OPENING_BRACKET || byte === OPENING_BRACE;
    if (byte === QUOTE) i = endOfString(json, i);
  }
  return count;
}

function endOfString(json: Buffer, start: number): number {
  for (let end = json.indexOf(QUOTE, start + 1); end !== -1; end = json.indexOf(QUOTE, end + 1)) {
    let backslashes = 0;
    while (json[end - 1 - backslashes] === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return json.length;
}
