import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  attainedLevels,
  explainedSpans,
  forecast,
  statusOn,
  type Day,
  type ExplainedSpan,
  type ExplainedSpans,
} from '../../../../server/rules';
import { facts, someDay, versions } from '../../../support/generated';

interface NamedTimeline {
  readonly of: string;
  readonly competency: string | null;
  readonly spans: readonly ExplainedSpan<unknown>[];
}

function timelinesOf(spans: ExplainedSpans): readonly NamedTimeline[] {
  const { membership, eligible, renewalAtRisk, willBeEligible, competencies } = spans;
  const ofOrganization = { membership, eligible, renewalAtRisk, willBeEligible };
  return [
    ...Object.entries(ofOrganization).map(([of, spans]) => ({ of, competency: null, spans })),
    ...competencies.flatMap(({ competency, attained, displayed }) => [
      { of: 'attained', competency, spans: attained },
      { of: 'displayed', competency, spans: displayed },
    ]),
  ];
}

function valueOn(spans: readonly ExplainedSpan<unknown>[], day: Day): unknown {
  return spans.find(({ from, until }) => from <= day && (until === null || day < until))?.value;
}

const someDays = fc
  .tuple(someDay, someDay)
  .map(([a, b]): [Day, Day] => (a < b ? [a, b] : [b, addDays(a, 1)]));

describe('explained spans', () => {
  it('follow each other without a gap, and neighbours differ', () => {
    fc.assert(
      fc.property(versions, facts, someDays, fc.boolean(), (versions, facts, [from, end], isOpen) => {
        const until = isOpen ? null : end;
        for (const { spans } of timelinesOf(explainedSpans(versions, facts, from, until))) {
          expect(spans[0]?.from).toBe(from);
          expect(spans.at(-1)?.until).toBe(until);
          for (const [i, span] of spans.slice(1).entries()) {
            expect(span.from).toBe(spans[i]?.until);
            expect(span.value).not.toBe(spans[i]?.value);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('have the value of the status on their first and last day', () => {
    fc.assert(
      fc.property(versions, facts, someDays, (versions, facts, [from, until]) => {
        const spans = explainedSpans(versions, facts, from, until);
        const days = timelinesOf(spans).flatMap((timeline) =>
          timeline.spans.flatMap((span) => [span.from, addDays(span.until ?? until, -1)]),
        );
        for (const day of new Set(days)) {
          const status = statusOn(versions, facts, day);
          const levels = (of: 'attained' | 'displayed') =>
            spans.competencies
              .map((timeline) => [timeline.competency, valueOn(timeline[of], day)] as const)
              .filter(([, level]) => level !== null);
          expect(new Map(levels('attained'))).toEqual(attainedLevels(versions, facts, day));
          expect(new Map(levels('displayed'))).toEqual(new Map(status.displayed));
          expect({
            membership: valueOn(spans.membership, day),
            eligible: valueOn(spans.eligible, day),
            renewalAtRisk: valueOn(spans.renewalAtRisk, day),
            willBeEligible: valueOn(spans.willBeEligible, day),
          }).toEqual({
            membership: status.membership?.level ?? null,
            eligible: status.eligibleLevels.at(-1) ?? null,
            renewalAtRisk: status.renewalAtRisk,
            willBeEligible: status.willBeEligible,
          });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('begin with the changes of the forecast, and have their causes', () => {
    fc.assert(
      fc.property(versions, facts, someDays, fc.boolean(), (versions, facts, [from, end], isOpen) => {
        const until = isOpen ? null : end;
        const changes = timelinesOf(explainedSpans(versions, facts, from, until)).flatMap(
          ({ of, competency, spans }) => {
            expect(spans[0]?.causes).toEqual([]);
            return spans.slice(1).map((span, i) => ({
              of,
              ...(competency !== null && { competency }),
              day: span.from,
              before: spans[i]?.value,
              after: span.value,
              causes: span.causes,
            }));
          },
        );
        const inOrder = (all: readonly object[]) =>
          all.map((change) => JSON.stringify(change, sorted)).sort();
        expect(inOrder(changes)).toEqual(inOrder(forecast(versions, facts, from, until)));
      }),
      { numRuns: 150 },
    );
  });

  it('list competencies by key, and only those with a level on any of the days', () => {
    fc.assert(
      fc.property(versions, facts, someDays, (versions, facts, [from, until]) => {
        const { competencies } = explainedSpans(versions, facts, from, until);
        const keys = competencies.map(({ competency }) => competency);
        expect(keys).toEqual(keys.toSorted());
        for (const { attained, displayed } of competencies)
          expect([...attained, ...displayed].some(({ value }) => value !== null)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
