import { say } from '../messages';
import { placeOf, type Problem } from './problem';

/** A text, with the colon that makes it a key, or what opens, parts and closes objects and lists. */
const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\],]/g;

/** An object or list that is open, with the key or index at which it stands. */
type Open = { readonly keys: Set<string>; at: string } | { readonly keys: null; at: number };

/** The keys that an object of this JSON has more than once: JSON.parse would silently take the last. */
export function repeatedKeys(json: string): readonly Problem[] {
  const problems: Problem[] = [];
  const opened: Open[] = [];
  const lineAt = lineCounter(json);
  for (const { 0: token, 1: text, 2: colon, index } of json.matchAll(TOKEN)) {
    const inner = opened.at(-1);
    if (token === '{') opened.push({ keys: new Set(), at: '' });
    else if (token === '[') opened.push({ keys: null, at: 0 });
    else if (token === '}' || token === ']') opened.pop();
    else if (token === ',' && inner?.keys === null) inner.at++;
    else if (text !== undefined && colon !== undefined && inner?.keys) {
      // "a" and "\u0061" are one key.
      inner.at = JSON.parse(text) as string;
      if (inner.keys.has(inner.at)) {
        const place = placeOf(opened.map(({ at }) => at));
        problems.push({ place, message: say('document.repeated', { line: lineAt(index) }) });
      }
      inner.keys.add(inner.at);
    }
  }
  return problems;
}

/** Tells the lines of places that come one after the other, in one pass over the text. */
function lineCounter(text: string): (place: number) => number {
  let line = 1;
  let counted = 0;
  return (place) => {
    for (
      let end = text.indexOf('\n', counted);
      end !== -1 && end < place;
      end = text.indexOf('\n', counted)
    ) {
      line++;
      counted = end + 1;
    }
    return line;
  };
}
