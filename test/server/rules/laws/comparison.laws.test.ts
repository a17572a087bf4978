import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  compareCatalogues,
  type AttainmentPath,
  type Catalogue,
  type CatalogueChange,
  type Competency,
  type LocalizedText,
  type Requirement,
} from '../../../../server/rules';
import { level, POLICY, someDay } from '../../../support/generated';

// So few keys and values that two generated catalogues share many of them.

const text: fc.Arbitrary<LocalizedText> = fc.oneof(
  fc.constantFrom('a', 'b').map((en) => ({ en })),
  fc.constantFrom('a', 'b').map((de) => ({ en: 'a', de })),
);
const description = fc.option(text);
const day = fc.option(someDay);
const price = fc.constantFrom(1, 2).map((minorUnits) => ({ minorUnits, currency: 'USD' }));

const requirement: fc.Arbitrary<Requirement> = fc.oneof(
  fc.constantFrom(1, 2).map((months): Requirement => ({
    kind: 'metric',
    metric: 'm',
    months,
    atLeast: { DEVELOPED: 1, DEVELOPING: null },
  })),
  fc.constantFrom('a', 'b').map((code): Requirement => ({
    kind: 'people',
    groups: [{ count: 1, each: { kind: 'credential', code }, ofThose: null }],
  })),
);

function listOf<Noun extends object>(
  noun: fc.Arbitrary<Noun>,
): fc.Arbitrary<readonly (Noun & { readonly key: string })[]> {
  return fc.uniqueArray(
    fc.tuple(fc.constantFrom('k1', 'k2', 'k3'), noun).map(([key, fields]) => ({ key, ...fields })),
    { maxLength: 3, selector: ({ key }) => key },
  );
}

const paths: fc.Arbitrary<readonly AttainmentPath[]> = listOf(
  fc.record({
    name: text,
    level,
    from: day,
    until: day,
    requirements: fc.array(requirement, { minLength: 1, maxLength: 2 }),
  }),
);

const competencies: fc.Arbitrary<readonly Competency[]> = listOf(
  fc.record({ name: text, description, center: fc.constantFrom('c1', 'c2'), retiredOn: day, paths }),
);

const catalogue: fc.Arbitrary<Catalogue> = fc.record({
  version: fc.nat(),
  appliesFrom: day,
  centers: listOf(fc.record({ name: text })),
  metrics: listOf(fc.record({ name: text, unit: text })),
  credentials: listOf(
    fc.record({
      kind: fc.constantFrom('EXAM' as const, 'ASSESSMENT' as const),
      title: text,
      description,
      validityMonths: fc.option(fc.constantFrom(1, 2)),
      lastRegistrationOn: day,
      retiresOn: day,
      acceptedUntil: day,
      replacedBy: fc.option(fc.constantFrom('a', 'b')),
    }),
  ).map((list) => list.map(({ key, ...credential }) => ({ code: key, ...credential }))),
  competencies,
  offers: listOf(fc.record({ name: text, level, price })),
  benefits: fc.uniqueArray(
    fc.record({
      key: fc.constantFrom('k1', 'k2'),
      name: text,
      description,
      scope: fc.record({ level, competency: fc.option(fc.constantFrom('k1', 'k2')) }),
      quantity: fc.constantFrom(1, 2),
      value: fc.option(price),
      price: fc.option(price),
    }),
    { maxLength: 4, selector: ({ key, scope }) => `${key} ${scope.level} ${scope.competency}` },
  ),
  policy: fc
    .record({ refundDays: fc.constantFrom(0, 30), reminderDays: fc.constantFrom([], [30], [30, 0]) })
    .map((numbers) => ({ ...POLICY, ...numbers })),
});

/** Two catalogues that are often equal, or differ in a single list. */
const twoCatalogues = fc
  .tuple(catalogue, catalogue)
  .chain(([one, other]) =>
    fc
      .subarray(Object.keys(one) as (keyof Catalogue)[])
      .map((copied): [Catalogue, Catalogue] => [
        one,
        { ...one, ...Object.fromEntries(copied.map((name) => [name, other[name]])) },
      ]),
  );

/** The compared parts of a catalogue, with lists by key. Independent of the code under test. */
function comparable({ competencies, ...catalogue }: Catalogue) {
  const byKey = <Noun>(list: readonly Noun[], keyOf: (noun: Noun) => unknown) =>
    Object.fromEntries(list.map((noun) => [JSON.stringify(keyOf(noun)), noun]));
  return {
    center: byKey(catalogue.centers, ({ key }) => key),
    metric: byKey(catalogue.metrics, ({ key }) => key),
    credential: byKey(catalogue.credentials, ({ code }) => code),
    competency: byKey(
      competencies.map(({ paths: _paths, ...one }) => one),
      ({ key }) => key,
    ),
    path: byKey(
      competencies.flatMap((one) => one.paths.map((path) => ({ of: one.key, path }))),
      ({ of, path }) => [of, path.key],
    ),
    offer: byKey(catalogue.offers, ({ key }) => key),
    benefit: byKey(catalogue.benefits, ({ key, scope }) => [key, scope.level, scope.competency]),
    policy: { '"policy"': catalogue.policy },
  };
}

/** The key of the changed object within `comparable`, and the object after the change. */
function placeOf(change: CatalogueChange): { readonly key: string; readonly noun: object | null } {
  const place = (key: unknown, noun: object | null) => ({ key: JSON.stringify(key), noun });
  switch (change.of) {
    case 'policy':
      return place('policy', change.after);
    case 'credential':
      return place(change.object.code, change.after);
    case 'benefit': {
      const { key, scope } = change.object;
      return place([key, scope.level, scope.competency], change.after);
    }
    case 'path': {
      const { competency: of, object, after } = change;
      return place([of, object.key], after && { of, path: after });
    }
    case 'competency': {
      const { object, after } = change;
      if (after === null) return place(object.key, null);
      const { paths: _paths, ...rest } = after;
      return place(object.key, rest);
    }
    case 'center':
    case 'metric':
    case 'offer':
      return place(change.object.key, change.after);
  }
}

describe('the comparison of two catalogues', () => {
  it('has no changes exactly when the catalogues have equal objects under equal keys', () => {
    let equal = 0;
    fc.assert(
      fc.property(twoCatalogues, ([one, other]) => {
        const isSame = JSON.stringify(sorted(comparable(one))) === JSON.stringify(sorted(comparable(other)));
        if (isSame) equal++;
        expect(compareCatalogues(one, other).length === 0).toBe(isSame);
      }),
      { numRuns: 500 },
    );
    expect(equal).toBeGreaterThan(20);
  });

  it('leads from the one to the other', () => {
    fc.assert(
      fc.property(twoCatalogues, ([one, other]) => {
        const built: Record<string, Record<string, object>> = comparable(one);
        for (const change of compareCatalogues(one, other)) {
          const { key, noun } = placeOf(change);
          const list = built[change.of] ?? {};
          expect(change.before === null).toBe(list[key] === undefined);
          if (noun === null) delete list[key];
          else list[key] = noun;
        }
        expect(built).toEqual(comparable(other));
      }),
      { numRuns: 500 },
    );
  });

  it('is mirrored when the catalogues change places', () => {
    const MIRRORED = { added: 'removed', removed: 'added', changed: 'changed' } as const;
    const summaryOf = ({ of, kind, before, after, fields }: Omit<CatalogueChange, 'object'>) =>
      JSON.stringify(sorted({ of, kind, before, after, fields }));
    fc.assert(
      fc.property(twoCatalogues, ([one, other]) => {
        const there = compareCatalogues(one, other).map(summaryOf);
        const back = compareCatalogues(other, one).map((change) =>
          summaryOf({
            ...change,
            kind: MIRRORED[change.kind],
            before: change.after,
            after: change.before,
            fields: change.fields.map((field) => ({ ...field, before: field.after, after: field.before })),
          } as CatalogueChange),
        );
        expect(back.toSorted()).toEqual(there.toSorted());
      }),
    );
  });

  it('is of the object as the later catalogue has it, or as the earlier one has it if the later one has none', () => {
    fc.assert(
      fc.property(twoCatalogues, ([one, other]) => {
        for (const { kind, object, before, after } of compareCatalogues(one, other)) {
          expect([object, kind]).toEqual(
            after === null ? [before, 'removed'] : [after, before === null ? 'added' : 'changed'],
          );
        }
      }),
    );
  });

  it('has the two different values of every changed field, and none of any other field', () => {
    fc.assert(
      fc.property(twoCatalogues, ([one, other]) => {
        for (const { before, after, fields } of compareCatalogues(one, other)) {
          const changed = new Set<string>(fields.map(({ field }) => field));
          for (const { before: from, after: to } of fields) expect(from).not.toEqual(to);
          if (before === null || after === null) continue;
          for (const [name, value] of Object.entries(before)) {
            if (name === 'paths') continue;
            const isEqual = JSON.stringify(value) === JSON.stringify(Reflect.get(after, name));
            expect([name, changed.has(name)]).toEqual([name, !isEqual]);
          }
        }
      }),
    );
  });
});

/** A copy with the fields of every object in alphabetical order. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}
