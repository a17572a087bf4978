import { describe, expect, it } from '@jest/globals';
import { nearMatch } from '../../../server/checks/near-match';

const CODES = ['70-532', '70-533', 'PMI-ACP', 'PSM-I', 'CSM', 'MCSD-APP-BUILDER'];

describe('nearMatch', () => {
  it.each([
    ['70-53', '70-532'],
    ['70-5333', '70-533'],
    ['pmi-acp', 'PMI-ACP'],
    ['PMI ACP', 'PMI-ACP'],
    ['PSMI', 'PSM-I'],
    ['MCSD-APPBUILDERS', 'MCSD-APP-BUILDER'],
    ['csm', 'CSM'],
    ['CSN', 'CSM'],
  ])('matches "%s" to "%s"', (given, near) => {
    expect(nearMatch(given, CODES)).toBe(near);
  });

  it.each(['', 'X', 'AWS', 'MB2-706', 'AB', 'PMI', 'x'.repeat(61)])('finds no match for "%s"', (given) => {
    expect(nearMatch(given, CODES)).toBeNull();
  });

  it('finds no match for a very long word', () => {
    expect(nearMatch('7'.repeat(1_000_000), CODES)).toBeNull();
  });
});
