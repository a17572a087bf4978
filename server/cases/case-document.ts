import { z } from 'zod';
import {
  isDay,
  isEmpty,
  isMonth,
  LEVELS,
  MARKET_CLASSES,
  type Achievement,
  type Facts,
  type Membership,
  type MetricRecord,
  type MonthClosing,
  type Override,
  type Person,
  type Span,
} from '../rules';

/** Case files as people write them (JSON), read into the facts of the rules. */

const level = z.enum(LEVELS);
const text = z.string().min(1);
const day = z.string().refine(isDay, {
  error: (issue) => `${JSON.stringify(issue.input)} is not a day of the calendar (YYYY-MM-DD)`,
});
const month = z.string().refine(isMonth, {
  error: (issue) => `${JSON.stringify(issue.input)} is not a month (YYYY-MM)`,
});

const span = z
  .tuple([day.nullable(), day.nullable()])
  .transform(([from, until]): Span => ({ from, until }))
  .refine(endsAfterStart, 'the span would end before it starts');

function endsAfterStart({ from, until }: Span): boolean {
  return from === null || until === null || from <= until;
}

const amount = z.number().transform((value, context) => {
  const hundredths = Math.round(value * 100);
  if (Math.abs(value * 100 - hundredths) > 1e-6 * Math.max(1, Math.abs(hundredths))) {
    context.addIssue(`${value} must be an amount with at most two decimal places`);
  }
  if (!Number.isSafeInteger(hundredths)) context.addIssue(`${value} is too large to stay exact`);
  return hundredths;
});

const achievement = z
  .strictObject({
    code: text,
    earnedOn: day,
    expiresOn: day.nullable().optional(),
    revokedOn: day.nullish(),
  })
  .transform(({ code, earnedOn, expiresOn, revokedOn }): Omit<Achievement, 'id'> => ({
    credential: code,
    earnedOn,
    expiry:
      expiresOn === undefined
        ? { kind: 'by-validity' }
        : expiresOn === null
          ? { kind: 'never' }
          : { kind: 'on', day: expiresOn },
    revokedOn: revokedOn ?? null,
  }));

const people = z
  .record(
    text,
    z.strictObject({ here: z.array(span).default([]), achievements: z.array(achievement).default([]) }),
  )
  .transform((byId): readonly Person[] =>
    Object.entries(byId).map(([id, { here, achievements }]) => ({
      id,
      affiliations: here,
      achievements: achievements.map((one, i) => ({ id: `${id}-${i + 1}`, ...one })),
    })),
  );

const metrics = z.record(text, z.record(month, amount)).transform((byMetric): readonly MetricRecord[] =>
  Object.entries(byMetric).flatMap(([metric, byMonth]) =>
    Object.entries(byMonth).map(([of, hundredths]) => ({
      metric,
      // The keys of the record were checked above; its type does not say so.
      month: of as MetricRecord['month'],
      hundredths,
    })),
  ),
);

const closings = z
  .record(month, day)
  .transform((byMonth): readonly MonthClosing[] =>
    Object.entries(byMonth).map(([of, closedOn]) => ({ month: of as MonthClosing['month'], closedOn })),
  );

const overrideDays = { competency: text, from: day, until: day.nullable() };
const override = z
  .discriminatedUnion('effect', [
    z.strictObject({ ...overrideDays, effect: z.literal('GRANT'), level }),
    z
      .strictObject({ ...overrideDays, effect: z.literal('WITHHOLD'), level: z.null().optional() })
      .transform((value) => ({ ...value, level: null })),
  ])
  .refine(endsAfterStart, { path: ['until'], error: 'the override would end before it starts' });

const membership = z
  .strictObject({ level, startsOn: day, endsOn: day })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    error: 'the term would end before it starts',
  });

const memberships = z
  .array(membership)
  .transform((terms): readonly Membership[] =>
    terms.map((term, i) => ({ id: `term-${i + 1}`, ...term, refundedOn: null })),
  )
  .superRefine((terms, context) => {
    terms.forEach((term, i) => {
      const earlier = terms.slice(0, i).findIndex((other) => overlapping(term, other));
      if (earlier === -1) return;
      context.addIssue({ code: 'custom', path: [i], message: `the term overlaps memberships[${earlier}]` });
    });
  });

function overlapping(a: Membership, b: Membership): boolean {
  const runs = (term: Membership) => !isEmpty({ from: term.startsOn, until: term.endsOn });
  return runs(a) && runs(b) && a.startsOn < b.endsOn && b.startsOn < a.endsOn;
}

const levels = z.record(text, level);

const expectation = z.strictObject({
  on: day,
  attained: levels.optional(),
  eligibleLevels: z.array(level).optional(),
  displayed: levels.optional(),
  renewalAtRisk: z.boolean().optional(),
  willBeEligible: z.boolean().nullable().optional(),
  holds: z.array(z.strictObject({ competency: text, level, is: z.boolean() })).optional(),
});

const oneCase = z
  .strictObject({
    name: text,
    organization: z.strictObject({ market: z.enum(MARKET_CLASSES) }),
    people: people.default([]),
    metrics: metrics.default([]),
    closings: closings.default([]),
    overrides: z.array(override).default([]),
    memberships: memberships.default([]),
    expect: z.array(expectation),
  })
  .transform(({ name, organization, expect, overrides, ...rest }) => ({
    name,
    facts: {
      market: organization.market,
      ...rest,
      overrides: overrides.map((one, i): Override => ({ id: `override-${i + 1}`, ...one })),
    } satisfies Facts,
    expect,
  }));

export type Case = z.output<typeof oneCase>;
export type Expectation = z.output<typeof expectation>;

export const caseDocument = z.strictObject({ catalogue: text, cases: z.array(oneCase) });
