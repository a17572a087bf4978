import { describe, expect, it } from '@jest/globals';
import { isInterfaceType, isNonNullType, isObjectType } from 'graphql';
import { buildSchema } from '../../../server/build-schema';
import { sentence } from '../../../server/messages';
import { REFUSALS, valuesOf } from '../../../server/messages/refusal-values';
import { day, LAST_DAY } from '../../../server/rules';

const schema = buildSchema();
const entries = Object.entries<{ readonly 0: string; readonly 1: object; readonly 2?: object }>(REFUSALS);

function fieldsOf(type: string) {
  const object = schema.getType(type);
  if (!isObjectType(object)) throw new Error(`The schema has no type ${type}.`);
  return Object.values(object.getFields());
}

describe('the table of refusals', () => {
  it('fills in every field of a type that is not nullable', () => {
    for (const [key, { 0: type, 1: fields, 2: constants = {} }] of entries) {
      const shown = [...Object.values(fields), ...Object.keys(constants)].map((field: string) =>
        field.replace(/[+-]1$/, ''),
      );
      const missing = fieldsOf(type)
        .filter((field) => isNonNullType(field.type) && !['code', 'message', 'path'].includes(field.name))
        .filter(({ name }) => !shown.includes(name));
      expect([key, missing.map(({ name }) => name)]).toEqual([key, []]);
    }
  });

  it('names only fields of the contract as other places of a value', () => {
    const elsewhere = entries.flatMap(([, { 1: fields }]) =>
      Object.values(fields).filter((field: string) => field.includes('.')),
    ) as string[];
    expect(elsewhere.length).toBeGreaterThan(5);
    for (const place of elsewhere) {
      const [type = '', field] = place.split('.');
      const isQuery = type === 'Query';
      const names = fieldsOf(isQuery ? 'Query' : type).map(({ name }) => name);
      expect([place, names]).toEqual([place, expect.arrayContaining([field])]);
    }
  });

  it('uses every type of a refusal', () => {
    const refusal = schema.getType('Refusal');
    if (!isInterfaceType(refusal)) throw new Error('Refusal is an interface.');
    const types = schema.getPossibleTypes(refusal).map(({ name }) => name);
    // A check of the quote and a problem of the document describe these two.
    const used = new Set([...entries.map(([, { 0: type }]) => type), 'PurchaseRefusal', 'DocumentRefusal']);
    expect(types.length).toBeGreaterThan(20);
    expect([...used].sort()).toEqual(types.toSorted());
  });
});

describe('the values of a refusal', () => {
  const until = day('2026-03-31');

  it('are the fields of its type, null where its sentence has no value', () => {
    expect(valuesOf(sentence('version.changed', { version: 1234, expected: 2 }))).toEqual({
      __typename: 'VersionRefusal',
      currentVersion: 1234,
    });
    expect(valuesOf(sentence('benefit.quantity', { quantity: 0, min: 1 }))).toEqual({
      __typename: 'LimitRefusal',
      measured: 0,
      min: 1,
      max: null,
    });
    expect(valuesOf(sentence('employee.registered'))).toEqual({ __typename: 'PlainRefusal' });
  });

  it('contain amounts of money with the decimal places of their currency', () => {
    const total = { minorUnits: 185_000, currency: 'JPY' };
    expect(valuesOf(sentence('purchase.total', { total, expected: total }))).toEqual({
      __typename: 'TotalRefusal',
      total: { amount: '185000', currency: 'JPY' },
    });
  });

  it('contain keys instead of names', () => {
    const hours = { key: 'hours', name: { en: 'Hours' } };
    expect(valuesOf(sentence('refund.used', { benefits: [hours] }))).toEqual({
      __typename: 'UsedBenefitsRefusal',
      benefits: ['hours'],
    });
    const sources = [
      { level: 'GOLD', competency: null },
      { level: 'SILVER', competency: { key: 'devops', name: 'DevOps' } },
    ] as const;
    expect(valuesOf(sentence('benefit.notIncluded', { given: 'hours', sources }))).toEqual({
      __typename: 'NotIncludedRefusal',
      includedIn: [
        { level: 'GOLD', competency: null },
        { level: 'SILVER', competency: 'devops' },
      ],
    });
  });

  it('contain the last day of a span, and the day after a day that must have passed', () => {
    expect(valuesOf(sentence('refund.days', { purchasedOn: day('2026-03-01'), until }))).toEqual({
      __typename: 'TooLateRefusal',
      lastPermittedOn: '2026-03-30',
    });
    const term = { level: 'GOLD', from: day('2026-03-01'), until } as const;
    expect(valuesOf(sentence('membership.overlap', term))).toEqual({
      __typename: 'TermRefusal',
      ...term,
      lastDay: '2026-03-30',
    });
    expect(valuesOf(sentence('membership.overlap', { ...term, from: until }))).toMatchObject({
      lastDay: null,
    });
    expect(valuesOf(sentence('override.until', { from: until, until }))).toEqual({
      __typename: 'DayRefusal',
      earliestOn: '2026-04-01',
      latestOn: null,
    });
    expect(valuesOf(sentence('override.until', { from: LAST_DAY, until }))).toMatchObject({
      earliestOn: null,
    });
  });

  it('are the same after they have been stored as JSON', () => {
    const reason = sentence('refund.days', { purchasedOn: day('2026-03-01'), until });
    expect(valuesOf(JSON.parse(JSON.stringify(reason)))).toEqual(valuesOf(reason));
  });
});
