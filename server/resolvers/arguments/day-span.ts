import type { DaySpanInput } from '../../../schema/day-span';
import { checkDaySpan } from '../../checks/day-span';
import type { Span } from '../../rules';
import { refuseInput } from './refuse-input';

export function readDaySpan(input: DaySpanInput | null, path: readonly string[]): Span | null {
  if (input === null) return null;
  const span = { from: input.from ?? null, until: input.until ?? null };
  refuseInput([checkDaySpan(span, path)]);
  return span;
}
