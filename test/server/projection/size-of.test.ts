import { describe, expect, it } from '@jest/globals';
import { sizeOf } from '../../../server/projection/update-spans';
import { day, month } from '../../../server/rules';

const achievement = {
  id: 'a',
  credential: '70-480',
  earnedOn: day('2026-01-01'),
  expiry: { kind: 'never' },
  revokedOn: null,
} as const;
const override = {
  id: 'o',
  competency: 'devops',
  effect: 'WITHHOLD',
  level: null,
  from: day('2026-01-01'),
  until: null,
} as const;
const amount = { metric: 'azureConsumption', month: month('2026-01'), hundredths: 1 } as const;
const times = <T>(count: number, one: T) => Array.from({ length: count }, () => one);

describe('sizeOf', () => {
  it.each([
    [0, 0, 0, 0, 1],
    [50, 1, 0, 0, 1],
    [50, 1, 1, 0, 2],
    [0, 0, 100, 0, 1],
    [0, 0, 101, 0, 2],
    [0, 0, 0, 100, 1],
    [0, 0, 0, 101, 2],
    [10, 20, 50, 40, 3],
  ])(
    '%d people with %d achievements each, %d overrides and %d amounts: %d',
    (people, achievements, overrides, amounts, size) => {
      const person = { id: 'p', affiliations: [], achievements: times(achievements, achievement) };
      const facts = {
        people: times(people, person),
        overrides: times(overrides, override),
        metrics: times(amounts, amount),
      };
      expect(sizeOf(facts)).toBe(size);
    },
  );
});
