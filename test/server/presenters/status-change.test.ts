import { describe, expect, it } from '@jest/globals';
import { CatalogueOnDay } from '../../../server/presenters/catalogue-on-day';
import { presentDifference } from '../../../server/presenters/status-change';
import { day, type Level } from '../../../server/rules';
import { catalogue2017 } from '../../support/catalogue';

const catalogue = new CatalogueOnDay([catalogue2017], day('2017-01-01'));
type Aspect = 'attained' | 'displayed' | 'eligible' | 'membership';
const inWords = (of: Aspect, before: Level | null, after: Level | null) => {
  const difference =
    of === 'attained' || of === 'displayed'
      ? { of, competency: 'devops', before, after }
      : { of, before, after };
  return presentDifference(difference, catalogue).inWords;
};

describe('a change of status in words', () => {
  it.each([
    ['attained', 'DevOps is attained at Gold instead of Silver.'],
    ['displayed', 'The profile shows DevOps at Gold instead of Silver.'],
    ['eligible', 'The highest membership that may be bought is Gold instead of Silver.'],
    ['membership', 'The membership is Gold instead of Silver.'],
  ] as const)('of what is %s, from level to level', (of, sentence) => {
    expect(inWords(of, 'SILVER', 'GOLD')).toBe(sentence);
  });

  it.each([
    ['attained', 'DevOps is attained at Silver instead of not at all.'],
    ['displayed', 'The profile shows DevOps at Silver instead of not at all.'],
    ['eligible', 'The highest membership that may be bought is Silver; before, none could be.'],
    ['membership', 'A Silver membership runs; before, none did.'],
  ] as const)('of what was not %s', (of, sentence) => {
    expect(inWords(of, null, 'SILVER')).toBe(sentence);
  });

  it.each([
    ['attained', 'DevOps is no longer attained; it was at Gold.'],
    ['displayed', 'The profile no longer shows DevOps; it was at Gold.'],
    ['eligible', 'No membership may be bought any longer; the highest was Gold.'],
    ['membership', 'No membership runs any longer; it was Gold.'],
  ] as const)('of what is no longer %s', (of, sentence) => {
    expect(inWords(of, 'GOLD', null)).toBe(sentence);
  });
});
