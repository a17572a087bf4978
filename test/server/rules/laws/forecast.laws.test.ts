import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  attainedLevels,
  competencyStatus,
  competencyStatuses,
  countsOn,
  displayedCompetencies,
  forecast,
  provenLevels,
  renewalFlags,
  statusSpans,
  turningDays,
  versionOn,
  type Catalogue,
  type ForecastChange,
  type CompetencySpan,
  type CompetencyStatus,
  type Day,
  type Facts,
  type StatusSpans,
} from '../../../../server/rules';
import { everyDay, bruteForceStatus, type BruteForceStatus } from '../../../support/brute-force-status';
import { facts, FIRST_GENERATED_DAY, GENERATED_DAYS, someDay, versions } from '../../../support/generated';

const LAST = addDays(FIRST_GENERATED_DAY, GENERATED_DAYS);

function answerOf(spans: StatusSpans, day: Day): Omit<BruteForceStatus, 'proven' | 'renewalDay'> {
  const levels = (all: readonly CompetencySpan[]) =>
    Object.fromEntries(
      all.filter((span) => countsOn(span, day)).map(({ competency, level }) => [competency, level]),
    );
  const highest = spans.eligible.find((span) => countsOn(span, day))?.level;
  return {
    attained: levels(spans.attained),
    displayed: levels(spans.displayed),
    eligible: highest === undefined ? [] : highest === 'GOLD' ? ['SILVER', 'GOLD'] : ['SILVER'],
    renewalAtRisk: spans.renewalAtRisk.some((span) => countsOn(span, day)),
    willBeEligible: spans.willBeEligible.find((span) => countsOn(span, day))?.is ?? null,
  };
}

function expectedOn(versions: readonly Catalogue[], facts: Facts, day: Day) {
  const { proven: _proven, renewalDay: _renewalDay, ...answer } = bruteForceStatus(versions, facts, day);
  return answer;
}

describe('the spans of a status', () => {
  it('agree with an exhaustive evaluation of every single day', () => {
    fc.assert(
      fc.property(versions, facts, someDay, someDay, (versions, facts, a, b) => {
        const [from, last] = a < b ? [a, b] : [b, a];
        const spans = statusSpans(versions, facts, from, addDays(last, 1));
        for (const day of everyDay(from, last)) {
          expect({ day, ...answerOf(spans, day) }).toEqual({ day, ...expectedOn(versions, facts, day) });
        }
      }),
      { numRuns: 120 },
    );
  });

  it('agree with the rules for single days, and on the first and the last day of the calendar', () => {
    fc.assert(
      fc.property(versions, facts, (versions, facts) => {
        const spans = statusSpans(versions, facts, null, null);
        for (const day of everyDay(addDays(FIRST_GENERATED_DAY, -3), addDays(LAST, 100))) {
          const answer = answerOf(spans, day);
          expect({ day, attained: answer.attained, displayed: answer.displayed }).toEqual({
            day,
            attained: Object.fromEntries(attainedLevels(versions, facts, day)),
            displayed: Object.fromEntries(displayedCompetencies(versions, facts, day)),
          });
          const { renewalAtRisk, willBeEligible } = answer;
          expect({ day, renewalAtRisk, willBeEligible }).toEqual({
            day,
            ...renewalFlags(versions, facts, day),
          });
        }
        for (const day of ['0000-01-01', '9999-12-31'] as Day[]) {
          expect(answerOf(spans, day)).toEqual(expectedOn(versions, facts, day));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('never overlap, and are as long as possible', () => {
    fc.assert(
      fc.property(versions, facts, (versions, facts) => {
        const { attained, displayed, ...others } = statusSpans(versions, facts, null, null);
        const lists: { from: Day | null; until: Day | null; name: string }[][] = [
          ...groups(attained).values(),
          ...groups(displayed).values(),
          ...Object.values(others).map((spans) =>
            spans.map((span) => ({ ...span, name: JSON.stringify({ ...span, from: 0, until: 0 }) })),
          ),
        ];
        for (const spans of lists) {
          spans.forEach((span, i) => {
            const next = spans[i + 1];
            if (next === undefined) return;
            expect(span.until !== null && next.from !== null && span.until <= next.from).toBe(true);
            if (span.until === next.from) expect(span.name).not.toBe(next.name);
          });
        }
      }),
      { numRuns: 300 },
    );
  });
});

function groups(spans: readonly CompetencySpan[]) {
  const byCompetency = new Map<string, { from: Day | null; until: Day | null; name: string }[]>();
  for (const { competency, level, from, until } of spans) {
    byCompetency.set(competency, [...(byCompetency.get(competency) ?? []), { from, until, name: level }]);
  }
  return byCompetency;
}

describe('the forecast', () => {
  it('agrees, replayed from today, with an exhaustive evaluation of every single day', () => {
    fc.assert(
      fc.property(versions, facts, someDay, (versions, facts, from) => {
        const changes = forecast(versions, facts, from, addDays(LAST, 1));
        let now = expectedOn(versions, facts, from);
        for (const day of everyDay(addDays(from, 1), LAST)) {
          for (const change of changes.filter((one) => one.day === day)) now = replay(now, change);
          expect({ day, ...now }).toEqual({ day, ...expectedOn(versions, facts, day) });
        }
      }),
      { numRuns: 120 },
    );
  });

  it('has changes only on turning days, each with a cause on the same day', () => {
    fc.assert(
      fc.property(versions, facts, someDay, (versions, facts, from) => {
        const days = turningDays(versions, facts, from, null);
        for (const change of forecast(versions, facts, from, null)) {
          expect(days).toContain(change.day);
          expect({ change, causes: change.causes.length }).not.toEqual({ change, causes: 0 });
          for (const cause of change.causes) expect(cause.day).toBe(change.day);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

function replay<T extends ReturnType<typeof expectedOn>>(now: T, change: ForecastChange): T {
  switch (change.of) {
    case 'attained':
    case 'displayed': {
      const { [change.competency]: before, ...others } = now[change.of];
      expect(before ?? null).toBe(change.before);
      return {
        ...now,
        [change.of]: change.after === null ? others : { ...others, [change.competency]: change.after },
      };
    }
    case 'eligible':
      return {
        ...now,
        eligible: change.after === null ? [] : change.after === 'GOLD' ? ['SILVER', 'GOLD'] : ['SILVER'],
      };
    case 'membership':
      return now;
    case 'renewalAtRisk':
    case 'willBeEligible':
      expect(now[change.of]).toBe(change.before);
      return { ...now, [change.of]: change.after };
  }
}

describe('the next change of a competency', () => {
  it('is the first later day on which its overrides, or its level with or without them, change', () => {
    fc.assert(
      fc.property(versions, facts, someDay, (versions, facts, today) => {
        const statusOn = (day: Day) => {
          const { nextChange, ...status } = competencyStatus(versions, facts, 'alpha', day);
          return { status, nextChange };
        };
        const now = statusOn(today);
        const proven = provenLevels(versions, facts, today);
        expect(now.status.attainedLevel).toBe(
          bruteForceStatus(versions, facts, today).attained['alpha'] ?? null,
        );
        expect(now.status.levelWithoutOverrides).toBe(
          bruteForceStatus(versions, facts, today).proven['alpha'] ?? null,
        );
        // A competency that the day's catalogue lacks has no level, whatever overrides are placed on it.
        if (!versionOn(versions, today).competencies.some(({ key }) => key === 'alpha')) {
          expect(now.status).toMatchObject({
            attainedLevel: null,
            levelWithoutOverrides: null,
            overrides: [],
          });
        }
        const ofAll = competencyStatuses(versions, facts, today);
        const key = (status: CompetencyStatus) => status.competency;
        expect(ofAll.map(key)).toEqual(versionOn(versions, today).competencies.map((one) => one.key));
        for (const status of ofAll) {
          expect(status).toEqual(competencyStatus(versions, facts, status.competency, today));
          expect(status.levelWithoutOverrides).toBe(proven.get(status.competency) ?? null);
        }
        const end = now.nextChange ?? addDays(LAST, 100);
        for (const day of everyDay(today, addDays(end, -1))) expect(statusOn(day).status).toEqual(now.status);
        if (now.nextChange !== null) expect(statusOn(end).status).not.toEqual(now.status);
      }),
      { numRuns: 150 },
    );
  });
});
