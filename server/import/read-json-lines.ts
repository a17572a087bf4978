import { sentence } from '../messages';
import type { RawRow } from '../checks/cells';
import type { ParseResult } from './parse-result';
import type { Line } from './read-lines';

export async function* readJsonLines(
  lines: AsyncIterable<readonly Line[]>,
): AsyncGenerator<readonly ParseResult<RawRow>[]> {
  for await (const batch of lines)
    yield batch.filter(({ text, fault }) => fault !== null || text.trim() !== '').map(objectIn);
}

function objectIn({ text, end, fault }: Line): ParseResult<RawRow> {
  const place = { line: end.lines, end };
  if (fault !== null) return { ...place, content: null, fault };
  try {
    const content: unknown = JSON.parse(text);
    if (isObject(content)) return { ...place, content, fault: null };
    return { ...place, content: null, fault: sentence('import.json.noObject') };
  } catch (error) {
    return {
      ...place,
      content: null,
      fault: sentence('import.json.unreadable', { reason: (error as Error).message }),
    };
  }
}

function isObject(value: unknown): value is RawRow {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
