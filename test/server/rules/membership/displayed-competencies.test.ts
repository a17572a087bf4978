import { describe, expect, it } from '@jest/globals';
import { day, displayedSince } from '../../../../server/rules';
import { catalogue2017 } from '../../../support/catalogue';
import { factsOf, holding, term } from '../../../support/written-facts';

const KEY = 'application-development';
const GRANT = { competency: KEY, effect: 'GRANT', level: 'GOLD' };

const shown = (written: object, on: string) =>
  displayedSince([catalogue2017], factsOf(written), day(on)).get(KEY) ?? null;

describe('what the profile shows is told with the day since which it does', () => {
  const people = { ann: holding('70-480'), bob: holding('70-532') };

  it('which is the first day of the term, however long before it was attained', () => {
    const memberships = [term('SILVER', '2017-07-01'), term('SILVER', '2018-07-01')];
    expect(shown({ people, memberships }, '2017-06-30')).toBeNull();
    expect(shown({ people, memberships }, '2017-09-01')).toEqual({ level: 'SILVER', since: '2017-07-01' });
    expect(shown({ people, memberships }, '2018-07-01')).toEqual({ level: 'SILVER', since: '2018-07-01' });
  });

  it('which is the day on which it was attained in the term', () => {
    const memberships = [term('SILVER', '2016-07-01')];
    expect(shown({ people, memberships }, '2016-12-31')).toBeNull();
    expect(shown({ people, memberships }, '2017-06-30')).toEqual({ level: 'SILVER', since: '2017-01-01' });
  });

  it('which stays when it is lost and won again', () => {
    const again = { code: '70-480', earnedOn: '2017-11-01', expiresOn: null };
    const ann = holding(['70-480', '2017-10-01']);
    const returning = { ...people, ann: { ...ann, achievements: [...ann.achievements, again] } };
    for (const on of ['2017-09-30', '2017-10-15', '2017-11-01']) {
      expect(shown({ people: returning, memberships: [term('GOLD', '2017-07-01')] }, on)).toEqual({
        level: 'SILVER',
        since: '2017-07-01',
      });
    }
  });

  it('which is the day of a higher level, where the membership shows it', () => {
    const overrides = [{ ...GRANT, from: '2017-08-01', until: '2017-08-02' }];
    const on = (level: string, asked: string) =>
      shown({ people, overrides, memberships: [term(level, '2017-07-01')] }, asked);
    expect(on('GOLD', '2017-07-31')).toEqual({ level: 'SILVER', since: '2017-07-01' });
    expect(on('GOLD', '2017-08-01')).toEqual({ level: 'GOLD', since: '2017-08-01' });
    expect(on('GOLD', '2018-06-30')).toEqual({ level: 'GOLD', since: '2017-08-01' });
    expect(on('SILVER', '2018-06-30')).toEqual({ level: 'SILVER', since: '2017-07-01' });
  });
});
