/** Counts the strings, numbers, lists and objects of a JSON text, much faster than parsing it. */
export function countValues(json: string): number {
  // A list or object that is not empty has one more value than it has commas.
  let values = 1;
  let isOpened = false;
  for (let at = 0; at < json.length; at++) {
    switch (json.charAt(at)) {
      case ' ':
      case '\n':
      case '\r':
      case '\t':
        continue;
      case '{':
      case '[':
        if (isOpened) values++;
        isOpened = true;
        continue;
      case '}':
      case ']':
        isOpened = false;
        continue;
      case ',':
        values++;
        break;
      case '"':
        at = endOfString(json, at);
    }
    if (isOpened) values++;
    isOpened = false;
  }
  return values;
}

/** The position of the quotation mark that closes the string opened at `start`. */
export function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at;
}
