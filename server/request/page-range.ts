import type { ConnectionArguments } from '../../schema/connection';
import { sentence } from '../messages';
import { BadInput } from './bad-input';
import { readCursor } from './cursor';
import type { ListOrder, PageRange } from './list';

export const MAX_PAGE_SIZE = 100;

export function pageRangeOf<Row>(
  list: ListOrder<Row>,
  { first, after, last, before }: ConnectionArguments,
): PageRange {
  const forwards = first !== undefined && first !== null;
  const backwards = last !== undefined && last !== null;
  if (forwards === backwards)
    throw new BadInput({
      code: 'INVALID',
      path: ['first'],
      sentence: sentence('paging.direction', { min: 1, max: MAX_PAGE_SIZE }),
    });
  const wrongCursor = forwards ? before : after;
  if (wrongCursor !== undefined && wrongCursor !== null) {
    const [cursor, argument] = forwards ? (['before', 'last'] as const) : (['after', 'first'] as const);
    throw new BadInput({
      code: 'INVALID',
      path: [cursor],
      sentence: sentence('paging.side', { cursor, argument }),
    });
  }
  const size = forwards ? first : (last ?? 0);
  if (size < 1 || size > MAX_PAGE_SIZE) {
    const argument = forwards ? 'first' : 'last';
    throw new BadInput({
      code: 'INVALID',
      path: [argument],
      sentence: sentence('paging.size', { argument, value: size, min: 1, max: MAX_PAGE_SIZE }),
    });
  }
  const text = (forwards ? after : before) ?? null;
  return {
    size,
    backwards,
    cursor: text === null ? null : readCursor(list, text, [forwards ? 'after' : 'before']),
  };
}
