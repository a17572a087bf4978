import { z } from 'zod';
import {
  isDay,
  isMonth,
  LEVELS,
  MARKET_CLASSES,
  overlap,
  type Achievement,
  type Facts,
  type Membership,
  type MetricRecord,
  type MonthClosing,
  type Override,
  type Person,
  type Span,
} from '../rules';

const level = z.enum(LEVELS);
const text = z.string().min(1);
const note = z.string().optional();
const day = z.string().refine(isDay, {
  error: (issue) => `${JSON.stringify(issue.input)} is not a day of the calendar (YYYY-MM-DD).`,
});
const month = z.string().refine(isMonth, {
  error: (issue) => `${JSON.stringify(issue.input)} is not a month (YYYY-MM).`,
});

const span = z
  .tuple(
    [day.nullable(), day.nullable()],
    'The value must be [from, until]: two days, either of which may be null.',
  )
  .transform(([from, until]): Span => ({ from, until }))
  .refine(endsAfterStart, 'The span ends before it starts.');

function endsAfterStart({ from, until }: Span): boolean {
  return from === null || until === null || from <= until;
}

function withoutOverlap<T>(spanOf: (one: T) => Span, message: (other: number) => string) {
  return (list: readonly T[], context: z.RefinementCtx): void =>
    list.forEach((one, i) => {
      const other = list.slice(0, i).findIndex((earlier) => overlap(spanOf(earlier), spanOf(one)));
      if (other !== -1) context.addIssue({ code: 'custom', path: [i], message: message(other) });
    });
}

const amount = z.number().transform((value, context) => {
  const hundredths = Math.round(value * 100);
  if (Math.abs(value * 100 - hundredths) > 1e-6 * Math.max(1, Math.abs(hundredths))) {
    context.addIssue(`${value} is not an amount with at most two decimal places.`);
  }
  if (!Number.isSafeInteger(hundredths)) context.addIssue(`${value} is too large to stay exact.`);
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

const here = z.array(span).superRefine(
  withoutOverlap(
    (affiliation) => affiliation,
    (other) => `The affiliation overlaps here[${other}]. A person has at most one affiliation per day.`,
  ),
);

const people = z
  .record(text, z.strictObject({ here: here.default([]), achievements: z.array(achievement).default([]) }))
  .transform((byId): readonly Person[] =>
    Object.entries(byId).map(([id, { here, achievements }]) => ({
      id,
      affiliations: here,
      achievements: achievements.map((one, i) => ({ id: `${id}-${i + 1}`, ...one })),
    })),
  );

const amounts = z.record(text, z.record(month, amount));

function recordsOf(metrics: z.output<typeof amounts>): readonly MetricRecord[] {
  return Object.entries(metrics).flatMap(([metric, byMonth]) =>
    Object.entries(byMonth).map(([month, hundredths]) => ({
      metric,
      // The schema has checked the keys, but its type declares them as strings.
      month: month as MetricRecord['month'],
      hundredths,
    })),
  );
}

const closings = z
  .record(month, day)
  .transform((byMonth): readonly MonthClosing[] =>
    Object.entries(byMonth).map(([month, closedOn]) => ({ month: month as MonthClosing['month'], closedOn })),
  );

const overrideDays = { competency: text, from: day, until: day.nullable() };
const override = z
  .discriminatedUnion('effect', [
    z.strictObject({ ...overrideDays, effect: z.literal('GRANT'), level }),
    z
      .strictObject({ ...overrideDays, effect: z.literal('WITHHOLD'), level: z.null().optional() })
      .transform((value) => ({ ...value, level: null })),
  ])
  .refine(endsAfterStart, { path: ['until'], error: 'The override ends before it starts.' });

const membership = z
  .strictObject({ level, startsOn: day, endsOn: day, refundedOn: day.nullish() })
  .transform(({ refundedOn = null, ...term }) => ({ ...term, refundedOn }))
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    error: 'The term ends before it starts.',
  })
  .refine(
    ({ startsOn, endsOn, refundedOn }) => refundedOn === null || endsOn <= refundedOn || endsOn === startsOn,
    { path: ['endsOn'], error: 'The term ends after its refund.' },
  );

const memberships = z
  .array(membership)
  .transform((terms): readonly Membership[] =>
    terms.map(({ startsOn, endsOn, ...term }, i) => ({
      id: `term-${i + 1}`,
      ...term,
      from: startsOn,
      until: endsOn,
    })),
  )
  .superRefine(
    withoutOverlap(
      (term) => term,
      (other) => `The term overlaps memberships[${other}].`,
    ),
  );

const levels = z.record(text, level);

const CHECKS_NOTHING = 'The list is empty, so it checks nothing.';

const answers = {
  attained: levels.optional(),
  eligibleLevels: z.array(level).optional(),
  displayed: levels.optional(),
  renewalAtRisk: z.boolean().optional(),
  willBeEligible: z.boolean().nullable().optional(),
  holds: z
    .array(z.strictObject({ competency: text, level, is: z.boolean() }))
    .min(1, CHECKS_NOTHING)
    .optional(),
};

// `Object.keys` is typed to return strings, although the keys of this literal are known.
export const ANSWER_NAMES = Object.keys(answers) as (keyof typeof answers)[];

const expectation = z
  .strictObject({ note, on: day, ...answers })
  .refine((written) => ANSWER_NAMES.some((answer) => answer in written), {
    error: `This checks nothing. Expect at least one answer (${ANSWER_NAMES.join(', ')}).`,
  });

const oneCase = z
  .strictObject({
    name: text,
    note,
    organization: z.strictObject({ market: z.enum(MARKET_CLASSES) }),
    people: people.default([]),
    metrics: amounts.default({}),
    closings: closings.default([]),
    overrides: z.array(override).default([]),
    memberships: memberships.default([]),
    expect: z.array(expectation).min(1, CHECKS_NOTHING),
  })
  .transform(({ name, note: _note, organization, metrics, expect, overrides, ...rest }) => ({
    name,
    /** Includes metrics without an amount, which are not in the facts. */
    metricsNamed: Object.keys(metrics),
    facts: {
      market: organization.market,
      ...rest,
      metrics: recordsOf(metrics),
      overrides: overrides.map((one, i): Override => ({ id: `override-${i + 1}`, ...one })),
    } satisfies Facts,
    expect,
  }));

export type Case = z.output<typeof oneCase>;
export type Expectation = z.output<typeof expectation>;

export const caseDocument = z.strictObject({
  note,
  catalogue: text,
  cases: z.array(oneCase).min(1, CHECKS_NOTHING),
});
