import type { AffiliationRow } from '../db/entities';
import { sentence } from '../messages';
import { overlap, type Span } from '../rules';
import type { Refusal } from './refusal';

export function spanOf({ fromDay, untilDay }: AffiliationRow): Span {
  return { from: fromDay, until: untilDay };
}

export function checkOverlap(
  others: readonly AffiliationRow[],
  span: Span,
  path: readonly string[],
): Refusal | null {
  const other = others.find((affiliation) => overlap(spanOf(affiliation), span));
  if (other === undefined) return null;
  const { fromDay: from, untilDay: until } = other;
  const overlaps =
    until === null
      ? sentence('affiliation.overlap.open', { from })
      : sentence('affiliation.overlap', { from, until });
  return { code: 'OVERLAP', sentence: overlaps, path };
}
