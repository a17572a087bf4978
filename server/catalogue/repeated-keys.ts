import { sentence } from '../messages';
import { endOfString } from './json-text';
import { MAX_NESTING } from './catalogue-limits';
import { placeOf, MAX_PROBLEMS, type Problem } from './problem';

/** An open object or list, with its current key or index. */
type Open =
  { readonly keys: Set<string>; at: string; awaitsKey: boolean } | { readonly keys: null; at: number };

/**
 * Finds repeated keys in the objects of valid JSON. JSON.parse would silently keep only the last value of such a key.
 * The values that JSON.parse would drop are searched no deeper than MAX_NESTING.
 */
export function repeatedKeys(json: string): readonly Problem[] {
  const problems: Problem[] = [];
  const opened: Open[] = [];
  const lineAt = lineCounter(json);
  let tooDeep = 0;
  for (let at = 0; at < json.length && problems.length < MAX_PROBLEMS; at++) {
    const inner = tooDeep > 0 ? undefined : opened.at(-1);
    switch (json.charAt(at)) {
      case '{':
      case '[':
        if (opened.length === MAX_NESTING) tooDeep++;
        else if (json[at] === '{') opened.push({ keys: new Set(), at: '', awaitsKey: true });
        else opened.push({ keys: null, at: 0 });
        break;
      case '}':
      case ']':
        if (tooDeep > 0) tooDeep--;
        else opened.pop();
        break;
      case ',':
        if (inner?.keys === null) inner.at++;
        else if (inner !== undefined) inner.awaitsKey = true;
        break;
      case '"': {
        const end = endOfString(json, at);
        if (inner?.keys && inner.awaitsKey) {
          inner.awaitsKey = false;
          // "a" and "\u0061" are the same key.
          inner.at = JSON.parse(json.slice(at, end + 1)) as string;
          if (inner.keys.has(inner.at)) {
            const place = placeOf(opened.map((open) => open.at));
            problems.push({ place, sentence: sentence('document.repeated', { line: String(lineAt(at)) }) });
          }
          inner.keys.add(inner.at);
        }
        at = end;
      }
    }
  }
  return problems;
}

/** The returned function must be called with ascending positions, so that one pass over the text is enough. */
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
