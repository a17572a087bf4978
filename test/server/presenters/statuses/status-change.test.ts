import { describe, expect, it } from '@jest/globals';
import { CatalogueOnDay } from '../../../../server/presenters/catalogue/catalogue-on-day';
import { programmeOf } from '../../../../server/presenters/catalogue/programme';
import { presentComparison } from '../../../../server/presenters/statuses/status-change';
import { ENGLISH } from '../../../../server/messages/words';
import { day, type Level } from '../../../../server/rules';
import { catalogue2017 } from '../../../support/catalogue';

const on = day('2017-01-01');
const catalogue = new CatalogueOnDay(programmeOf({ versions: [catalogue2017], today: on }), on);
type Aspect = 'attained' | 'displayed' | 'eligible' | 'membership';
const inWords = (aspect: Aspect, before: Level | null, after: Level | null) => {
  const difference =
    aspect === 'attained' || aspect === 'displayed'
      ? { of: aspect, competency: 'devops', before, after }
      : { of: aspect, before, after };
  return presentComparison(difference, catalogue).inWords({}, { words: ENGLISH });
};

describe('a change of status in words', () => {
  it.each([
    ['attained', 'DevOps is attained at Gold instead of Silver.'],
    ['displayed', 'The profile shows DevOps at Gold instead of Silver.'],
    ['eligible', 'The highest membership that can be bought is Gold instead of Silver.'],
    ['membership', 'The membership is Gold instead of Silver.'],
  ] as const)('describes %s from one level to another', (aspect, sentence) => {
    expect(inWords(aspect, 'SILVER', 'GOLD')).toBe(sentence);
  });

  it.each([
    ['attained', 'DevOps is attained at Silver; previously, it was not attained.'],
    ['displayed', 'The profile shows DevOps at Silver; previously, it was not shown.'],
    ['eligible', 'The highest membership that can be bought is Silver; previously, none could be bought.'],
    ['membership', 'A Silver membership is running; previously, there was none.'],
  ] as const)('describes the beginning of %s', (aspect, sentence) => {
    expect(inWords(aspect, null, 'SILVER')).toBe(sentence);
  });

  it.each([
    ['attained', 'DevOps is no longer attained; previously, it was attained at Gold.'],
    ['displayed', 'The profile no longer shows DevOps; previously, it was shown at Gold.'],
    ['eligible', 'No membership can be bought; previously, the highest that could be bought was Gold.'],
    ['membership', 'The Gold membership is no longer running.'],
  ] as const)('describes the end of %s', (aspect, sentence) => {
    expect(inWords(aspect, 'GOLD', null)).toBe(sentence);
  });
});
