import { describe, expect, it } from '@jest/globals';
import { addDays, day, monthsBetween, month, versionOn } from '../../../../server/rules';
import { versionPeriods } from '../../../../server/rules/evaluation/versions';
import { catalogue2017 } from '../../../support/catalogue';

const version = (number: number, appliesFrom: string | null) => ({
  ...catalogue2017,
  version: number,
  appliesFrom: appliesFrom === null ? null : day(appliesFrom),
});

const TODAY = day('2018-01-01');

describe('the version in force', () => {
  it('changes on the day from which the next version applies', () => {
    const versions = [version(1, null), version(2, '2018-01-01')];
    expect(versionOn(versions, addDays(TODAY, -1)).version).toBe(1);
    expect(versionOn(versions, TODAY).version).toBe(2);
  });

  it('is never a version that applies later than a higher version', () => {
    const versions = [version(1, null), version(2, '2018-03-01'), version(3, '2018-02-01')];
    const periods = versionPeriods(versions, TODAY, day('2018-12-31'));
    expect(periods.map(({ catalogue, from, last }) => [catalogue.version, from, last])).toEqual([
      [1, '2018-01-01', '2018-01-31'],
      [3, '2018-02-01', '2018-12-31'],
    ]);
  });

  it('is the lowest version even before its appliesFrom', () => {
    expect(versionOn([version(1, '2018-06-01')], TODAY).version).toBe(1);
  });

  it('cannot be determined without any version', () => {
    expect(() => versionOn([], TODAY)).toThrow('There is no catalogue version.');
  });
});

describe('monthsBetween', () => {
  it('counts forwards and backwards across a change of year', () => {
    expect(monthsBetween(month('2017-11'), month('2018-02'))).toBe(3);
    expect(monthsBetween(month('2018-02'), month('2017-11'))).toBe(-3);
  });
});
