import { describe, expect, it } from '@jest/globals';
import { effectInWords } from '../../../server/import/effect-in-words';
import { day, type Effect } from '../../../server/rules';
import { catalogue2017 } from '../../support/catalogue';

describe('an effect in words', () => {
  const from = day('2026-03-02');
  const until = day('2026-12-01');
  const lines = (effect: Effect) =>
    [effect, { ...effect, until }].map((each) => effectInWords(each, [catalogue2017]));

  it('begins with + for a gain and - for a loss, and names the days', () => {
    const gain = { competency: 'devops', from, until: null, before: null, after: 'SILVER' } as const;
    expect(lines({ of: 'attained', ...gain })).toEqual([
      '+ from 2026-03-02: DevOps: no level → Silver',
      '+ from 2026-03-02 until 2026-12-01: DevOps: no level → Silver',
    ]);
    expect(lines({ of: 'displayed', ...gain, before: 'GOLD', after: null })).toEqual([
      '- from 2026-03-02: DevOps on the profile: Gold → no level',
      '- from 2026-03-02 until 2026-12-01: DevOps on the profile: Gold → no level',
    ]);
  });

  it('names the membership that can be bought and the one that is running', () => {
    const rise = { from, until: null, before: 'SILVER', after: 'GOLD' } as const;
    expect(lines({ of: 'eligible', ...rise })).toEqual([
      '+ from 2026-03-02: highest membership that can be bought: Silver → Gold',
      '+ from 2026-03-02 until 2026-12-01: highest membership that can be bought: Silver → Gold',
    ]);
    expect(lines({ of: 'membership', ...rise, before: 'GOLD', after: null })).toEqual([
      '- from 2026-03-02: membership: Gold → no level',
      '- from 2026-03-02 until 2026-12-01: membership: Gold → no level',
    ]);
  });

  it('says whether the renewal is at risk or possible', () => {
    const span = { from, until: null } as const;
    expect(lines({ of: 'renewalAtRisk', before: false, after: true, ...span })).toEqual([
      '- from 2026-03-02: renewal at risk: no → yes',
      '- from 2026-03-02 until 2026-12-01: renewal at risk: no → yes',
    ]);
    expect(lines({ of: 'renewalAtRisk', before: true, after: false, ...span })[0]).toBe(
      '+ from 2026-03-02: renewal at risk: yes → no',
    );
    expect(lines({ of: 'willBeEligible', before: null, after: true, ...span })).toEqual([
      '+ from 2026-03-02: renewal possible at the same level on the renewal day: yes',
      '+ from 2026-03-02 until 2026-12-01: renewal possible at the same level on the renewal day: yes',
    ]);
    expect(lines({ of: 'willBeEligible', before: true, after: false, ...span })[0]).toBe(
      '- from 2026-03-02: renewal possible at the same level on the renewal day: no',
    );
  });
});
