import { say } from '../messages';
import type { Raw } from './cells';
import type { Found } from './found';
import type { Line } from './read-lines';

/** The objects of a JSON Lines file, one a line; lines without anything are none. */
export async function* readJsonLines(
  lines: AsyncIterable<readonly Line[]>,
): AsyncGenerator<readonly Found<Raw>[]> {
  for await (const some of lines)
    yield some.filter(({ text, fault }) => fault !== null || text.trim() !== '').map(objectIn);
}

function objectIn({ text, end, fault }: Line): Found<Raw> {
  const place = { line: end.lines, end };
  if (fault !== null) return { ...place, content: null, fault };
  try {
    const content: unknown = JSON.parse(text);
    if (isObject(content)) return { ...place, content, fault: null };
    return { ...place, content: null, fault: say('import.json.noObject') };
  } catch (error) {
    return {
      ...place,
      content: null,
      fault: say('import.json.unreadable', { reason: (error as Error).message }),
    };
  }
}

function isObject(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
