import fc from 'fast-check';
import {
  addDays,
  day,
  month,
  type Achievement,
  type AttainmentPath,
  type Catalogue,
  type Competency,
  type Credential,
  type Facts,
  type Membership,
  type Need,
  type Offer,
  type Override,
  type PeopleGroup,
  type Person,
  type Policy,
  type Requirement,
  type Span,
} from '../../server/rules';

// Generators of catalogues and facts. They are small enough for exhaustive search, and share a few days, people and
// codes.

/** Facts and rules change only in the LENGTH days from this day on. These include month ends and 29 February. */
export const FIRST_GENERATED_DAY = day('2020-01-20');
export const GENERATED_DAYS = 90;
/** Every turning day is before this day, since validity adds at most three months. */
export const DAY_AFTER_ALL_CHANGES = addDays(FIRST_GENERATED_DAY, GENERATED_DAYS + 100);

const CODES = ['a', 'b', 'c', 'd', 'e'];
export const COMPETENCIES = ['alpha', 'beta', 'gamma'];
const IDS = ['ann', 'bob', 'b10', 'b9', 'eve'];
export const level = fc.constantFrom('SILVER' as const, 'GOLD' as const);

export const someDay = fc
  .integer({ min: 0, max: GENERATED_DAYS })
  .map((days) => addDays(FIRST_GENERATED_DAY, days));

/** Two such days often coincide. */
const turningDay = fc.oneof(
  someDay,
  fc.constantFrom(10, 11, 40, 41, 60).map((days) => addDays(FIRST_GENERATED_DAY, days)),
);

export const span: fc.Arbitrary<Span> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ from: null, until: null }) },
  { weight: 2, arbitrary: turningDay.map((from) => ({ from, until: null })) },
  { weight: 1, arbitrary: turningDay.map((until) => ({ from: null, until })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(turningDay, turningDay)
      .map(([a, b]) => (a <= b ? { from: a, until: b } : { from: b, until: a })),
  },
  { weight: 1, arbitrary: turningDay.map((only) => ({ from: only, until: only })) },
);

const credentialNeed: fc.Arbitrary<Need> = fc
  .constantFrom(...CODES)
  .map((code) => ({ kind: 'credential', code }));
const shallow = fc.oneof(credentialNeed, several(credentialNeed));
const need: fc.Arbitrary<Need> = fc.oneof(
  { weight: 2, arbitrary: shallow },
  { weight: 1, arbitrary: several(shallow) },
);

function several(part: fc.Arbitrary<Need>): fc.Arbitrary<Need> {
  return fc.record({
    kind: fc.constantFrom('all' as const, 'any' as const),
    of: fc.array(part, { minLength: 1, maxLength: 3 }),
  });
}

const group: fc.Arbitrary<PeopleGroup> = fc.record({
  count: fc.constantFrom(1, 1, 2),
  each: need,
  ofThose: fc.option(fc.record({ count: fc.constantFrom(1, 1, 1, 2), each: need }), { freq: 2 }),
});

const threshold = fc.option(fc.constantFrom(0, 100, 250, 500), { freq: 6 });

const leaf: fc.Arbitrary<Requirement> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('people' as const),
      groups: fc.array(group, { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('metric' as const),
      metric: fc.constantFrom('sales', 'seats'),
      months: fc.constantFrom(1, 2, 3),
      atLeast: fc.record({ DEVELOPED: threshold, DEVELOPING: threshold }),
    }),
  },
);

const requirement: fc.Arbitrary<Requirement> = fc.oneof(
  { weight: 4, arbitrary: leaf },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(leaf, { minLength: 1, maxLength: 2 }),
    }),
  },
);

const path: fc.Arbitrary<Omit<AttainmentPath, 'key'>> = fc
  .record({ level, days: span, requirements: fc.array(requirement, { minLength: 1, maxLength: 2 }) })
  .map(({ level, days, requirements }) => ({
    name: { en: 'a path' },
    level,
    from: days.from,
    until: days.until,
    requirements,
  }));

const competencies: fc.Arbitrary<readonly Competency[]> = fc
  .tuple(
    fc.subarray(COMPETENCIES, { minLength: 1 }),
    fc.array(
      fc.record({
        retiredOn: fc.option(turningDay, { freq: 2 }),
        paths: fc.array(path, { minLength: 1, maxLength: 3 }),
      }),
      { minLength: 3, maxLength: 3 },
    ),
    fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  )
  .map(([keys, bodies, retires]) =>
    keys.map((key, i) => ({
      key,
      name: { en: key },
      description: null,
      center: 'center',
      retiredOn: retires[i] === true ? (bodies[i]?.retiredOn ?? null) : null,
      paths: (bodies[i]?.paths ?? []).map((one, j) => ({ ...one, key: `${key}-${j}` })),
    })),
  );

const credentials: fc.Arbitrary<readonly Credential[]> = fc
  .array(
    fc.record({
      validityMonths: fc.option(fc.constantFrom(1, 2, 3), { freq: 2 }),
      retiresOn: fc.option(turningDay, { freq: 2 }),
      acceptedUntil: fc.option(turningDay, { freq: 2 }),
      lastRegistrationOn: fc.option(turningDay, { freq: 2 }),
    }),
    { minLength: CODES.length, maxLength: CODES.length },
  )
  .chain((bodies) =>
    fc.array(fc.boolean(), { minLength: CODES.length, maxLength: CODES.length }).map((ends) =>
      CODES.map((code, i) => ({
        code,
        kind: 'EXAM' as const,
        title: { en: code },
        description: null,
        validityMonths: bodies[i]?.validityMonths ?? null,
        lastRegistrationOn: ends[i] === true ? (bodies[i]?.lastRegistrationOn ?? null) : null,
        retiresOn: ends[i] === true ? (bodies[i]?.retiresOn ?? null) : null,
        acceptedUntil: ends[i] === true ? (bodies[i]?.acceptedUntil ?? null) : null,
        replacedBy: null,
      })),
    ),
  );

export const POLICY: Policy = {
  timeZone: 'UTC',
  termMonths: 12,
  renewalOpensDaysBefore: 90,
  renewalClosesDaysAfter: 30,
  overrideMonths: 3,
  upgradeDiscountPercent: 25,
  refundDays: 30,
  associationsPerYear: 3,
  daysBetweenAssociations: 30,
  reminderDays: [90, 60, 30, 0],
};

const OFFERS: readonly Offer[] = [
  { key: 'silver', name: { en: 'Silver' }, level: 'SILVER', price: { minorUnits: 100, currency: 'USD' } },
  { key: 'gold', name: { en: 'Gold' }, level: 'GOLD', price: { minorUnits: 200, currency: 'USD' } },
];

/** One to three versions in order. A later version may apply before an earlier one, which is then never in force. */
export const versions: fc.Arbitrary<readonly Catalogue[]> = fc
  .array(fc.record({ credentials, competencies, appliesFrom: turningDay }), { minLength: 1, maxLength: 3 })
  .map((bodies) =>
    bodies.map((body, i) => ({
      version: i + 1,
      appliesFrom: i === 0 ? null : body.appliesFrom,
      centers: [{ key: 'center', name: { en: 'Center' } }],
      metrics: [
        { key: 'sales', name: { en: 'Sales' }, unit: { en: 'USD' } },
        { key: 'seats', name: { en: 'Seats' }, unit: { en: 'seats' } },
      ],
      credentials: body.credentials,
      competencies: body.competencies,
      offers: OFFERS,
      benefits: [],
      policy: POLICY,
    })),
  );

export const achievement: fc.Arbitrary<Omit<Achievement, 'id'>> = fc.record({
  credential: fc.constantFrom(...CODES, 'unknown'),
  earnedOn: fc.oneof(
    { weight: 2, arbitrary: fc.constant(FIRST_GENERATED_DAY) },
    { weight: 3, arbitrary: turningDay },
  ),
  expiry: fc.oneof(
    { weight: 3, arbitrary: fc.constant({ kind: 'never' as const }) },
    { weight: 2, arbitrary: fc.constant({ kind: 'by-validity' as const }) },
    { weight: 2, arbitrary: turningDay.map((on) => ({ kind: 'on' as const, day: on })) },
  ),
  revokedOn: fc.option(turningDay, { freq: 2 }),
});

const people: fc.Arbitrary<readonly Person[]> = fc
  .uniqueArray(fc.constantFrom(...IDS), { maxLength: 5 })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc
          .record({
            affiliations: fc.oneof(
              { weight: 2, arbitrary: fc.constant([{ from: null, until: null }]) },
              { weight: 3, arbitrary: fc.array(span, { maxLength: 2 }) },
            ),
            achievements: fc.array(
              fc
                .tuple(achievement, fc.boolean())
                .map(([one, lasts]) => (lasts ? { ...one, revokedOn: null } : one)),
              { maxLength: 5 },
            ),
          })
          .map(({ affiliations, achievements }): Person => ({
            id,
            affiliations,
            achievements: achievements.map((one, i) => ({ id: `${id}-${i}`, ...one })),
          })),
      ),
    ),
  );

const override: fc.Arbitrary<Omit<Override, 'id'>> = fc
  .record({ competency: fc.constantFrom(...COMPETENCIES), days: span, level: fc.option(level, { freq: 2 }) })
  .map(({ competency, days, level }) => ({
    competency,
    from: days.from ?? FIRST_GENERATED_DAY,
    until: days.until,
    ...(level === null ? { effect: 'WITHHOLD' as const, level: null } : { effect: 'GRANT' as const, level }),
  }));

const memberships: fc.Arbitrary<readonly Membership[]> = fc
  .array(fc.record({ level, gap: fc.constantFrom(0, 0, 0, 7), days: fc.constantFrom(0, 20, 25, 30) }), {
    maxLength: 4,
  })
  .chain((terms) =>
    fc.integer({ min: 0, max: 50 }).map((offset) => {
      let next = addDays(FIRST_GENERATED_DAY, offset);
      return terms.map(({ level, gap, days }, i) => {
        const from = addDays(next, gap);
        next = addDays(from, days);
        return { id: `term-${i}`, level, from, until: next, refundedOn: null };
      });
    }),
  );

const MONTHS = ['2019-11', '2019-12', '2020-01', '2020-02', '2020-03'].map(month);

const sales = fc.uniqueArray(
  fc.record({
    metric: fc.constantFrom('sales', 'seats'),
    month: fc.constantFrom(...MONTHS),
    hundredths: fc.constantFrom(0, 50, 100, 200, 400),
  }),
  { maxLength: 6, selector: (record) => `${record.metric} ${record.month}` },
);

const closings = fc.uniqueArray(fc.record({ month: fc.constantFrom(...MONTHS), closedOn: turningDay }), {
  maxLength: 4,
  selector: (closing) => closing.month,
});

export interface FactsOptions {
  readonly overrides?: boolean;
  readonly metrics?: boolean;
}

export function factsWith({ overrides = true, metrics = true }: FactsOptions = {}): fc.Arbitrary<Facts> {
  return fc.record({
    market: fc.constantFrom('DEVELOPED' as const, 'DEVELOPING' as const),
    people,
    metrics: metrics ? sales : fc.constant([]),
    closings: metrics ? closings : fc.constant([]),
    overrides: overrides
      ? fc
          .array(override, { maxLength: 3 })
          // In the type of the spread, the level no longer depends on the effect.
          .map((list) => list.map((one, i) => ({ id: `override-${i}`, ...one }) as Override))
      : fc.constant([]),
    memberships,
  });
}

export const facts = factsWith();

export function shuffled<Some extends Facts>(facts: Some): fc.Arbitrary<Some> {
  const shuffle = <T>(list: readonly T[]): fc.Arbitrary<readonly T[]> =>
    fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });
  return fc
    .tuple(
      fc
        .tuple(
          ...facts.people.map((person) =>
            fc
              .tuple(shuffle(person.affiliations), shuffle(person.achievements))
              .map(([affiliations, achievements]): Person => ({ ...person, affiliations, achievements })),
          ),
        )
        .chain(shuffle),
      shuffle(facts.metrics),
      shuffle(facts.closings),
      shuffle(facts.overrides),
      shuffle(facts.memberships),
    )
    .map(([people, metrics, closings, overrides, memberships]) => ({
      ...facts,
      people,
      metrics,
      closings,
      overrides,
      memberships,
    }));
}
