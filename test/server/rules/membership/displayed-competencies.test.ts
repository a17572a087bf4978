import { describe, expect, it } from '@jest/globals';
import { day, displayedSince } from '../../../../server/rules';
import { catalogue2017 } from '../../../support/catalogue';
import { factsFromCase, personHolding, term } from '../../../support/written-facts';

const KEY = 'application-development';
const GRANT = { competency: KEY, effect: 'GRANT', level: 'GOLD' };

const shown = (written: object, on: string) =>
  displayedSince([catalogue2017], factsFromCase(written), day(on)).get(KEY) ?? null;

describe('the day from which a competency has been displayed', () => {
  const people = { ann: personHolding('70-480'), bob: personHolding('70-532') };

  it('is the first day of the term if the level was attained before', () => {
    const memberships = [term('SILVER', '2017-07-01'), term('SILVER', '2018-07-01')];
    expect(shown({ people, memberships }, '2017-06-30')).toBeNull();
    expect(shown({ people, memberships }, '2017-09-01')).toEqual({
      level: 'SILVER',
      from: '2017-07-01',
      until: '2018-07-01',
    });
    expect(shown({ people, memberships }, '2018-07-01')).toEqual({
      level: 'SILVER',
      from: '2018-07-01',
      until: '2019-07-01',
    });
  });

  it('is the day in the term on which the level was attained', () => {
    const memberships = [term('SILVER', '2016-07-01')];
    expect(shown({ people, memberships }, '2016-12-31')).toBeNull();
    expect(shown({ people, memberships }, '2017-06-30')).toEqual({
      level: 'SILVER',
      from: '2017-01-01',
      until: '2017-07-01',
    });
  });

  it('does not change when the level is lost and regained', () => {
    const again = { code: '70-480', earnedOn: '2017-11-01', expiresOn: null };
    const ann = personHolding(['70-480', '2017-10-01']);
    const returning = { ...people, ann: { ...ann, achievements: [...ann.achievements, again] } };
    for (const on of ['2017-09-30', '2017-10-15', '2017-11-01']) {
      expect(shown({ people: returning, memberships: [term('GOLD', '2017-07-01')] }, on)).toEqual({
        level: 'SILVER',
        from: '2017-07-01',
        until: '2018-07-01',
      });
    }
  });

  it('is the day on which a higher level was attained, if the membership allows that level', () => {
    const overrides = [{ ...GRANT, from: '2017-08-01', until: '2017-08-02' }];
    const shownOn = (level: string, date: string) =>
      shown({ people, overrides, memberships: [term(level, '2017-07-01')] }, date);
    const until = '2018-07-01';
    expect(shownOn('GOLD', '2017-07-31')).toEqual({ level: 'SILVER', from: '2017-07-01', until });
    expect(shownOn('GOLD', '2017-08-01')).toEqual({ level: 'GOLD', from: '2017-08-01', until });
    expect(shownOn('GOLD', '2018-06-30')).toEqual({ level: 'GOLD', from: '2017-08-01', until });
    expect(shownOn('SILVER', '2018-06-30')).toEqual({ level: 'SILVER', from: '2017-07-01', until });
  });
});
