import { describe, expect, it } from '@jest/globals';
import { day, renewalRisk, type Facts } from '../../../../server/rules';
import {
  catalogue2017,
  catalogueDocument2017,
  readValidCatalogue,
  type EditableJson,
} from '../../../support/catalogue';
import { factsFromCase, personHolding, term } from '../../../support/written-facts';

function changedDocument(change: (document: EditableJson) => void): EditableJson {
  const document = catalogueDocument2017();
  change(document);
  return document;
}

const versions = [catalogue2017];
const TODAY = day('2017-09-01');
const memberships = [term('SILVER', '2017-07-01')];
const riskOf = (facts: Facts, on = TODAY) => renewalRisk(versions, facts, on);

describe('the risk of a renewal', () => {
  it('is empty without a running membership, even in the grace period', () => {
    const facts = factsFromCase({ people: { ann: personHolding('70-480') }, memberships });
    const none = {
      renewalAtRisk: false,
      willBeEligible: null,
      renewalDay: null,
      level: null,
      competencies: [],
      causes: [],
      repairs: [],
    };
    expect(riskOf(facts, day('2017-06-30'))).toEqual(none);
    expect(riskOf(facts, day('2018-07-01'))).toEqual(none);
  });

  it('names an exam that expires before the renewal day as the cause, and a plan as a repair', () => {
    const people = { ann: personHolding(['70-480', '2018-06-01']), bob: personHolding('70-532') };
    const risk = riskOf(factsFromCase({ people, memberships }));
    const causes = [
      expect.objectContaining({ kind: 'credential', change: 'expires', person: 'ann', day: '2018-06-01' }),
    ];
    expect(risk).toMatchObject({
      renewalAtRisk: true,
      willBeEligible: false,
      renewalDay: '2018-07-01',
      level: 'SILVER',
    });
    expect(risk.causes).toEqual(causes);
    expect(risk.competencies).toMatchObject([
      { competency: 'application-development', displayed: 'SILVER', expected: null, causes },
    ]);
    const [repair] = risk.competencies[0]?.repairs ?? [];
    expect(repair).toMatchObject({
      kind: 'prove',
      overrides: [],
      way: {
        path: 'application-builder-silver',
        // The plan selects the first exam that can still be earned, and the first person.
        steps: [{ person: 'ann', credentials: ['70-480'] }],
        credentials: 1,
        hires: 0,
        missingSales: [],
        provedMinimal: true,
      },
    });
    expect(risk.repairs[0]).toEqual(repair);
  });

  it('names a loss earlier in the term as the cause', () => {
    const people = {
      ann: { ...personHolding('70-480'), here: [[null, '2017-08-01']] },
      bob: personHolding('70-532'),
    };
    expect(riskOf(factsFromCase({ people, memberships })).competencies[0]?.causes).toEqual([
      { kind: 'person', day: '2017-08-01', change: 'leaves', person: 'ann' },
    ]);
  });

  it('names the last loss of eligibility as the cause, not an earlier loss that was reversed', () => {
    const again = { code: '70-480', earnedOn: '2017-11-01', expiresOn: '2018-06-01' };
    const ann = personHolding(['70-480', '2017-10-01']);
    const people = {
      ann: { ...ann, achievements: [...ann.achievements, again] },
      bob: personHolding('70-532'),
    };
    const { causes } = riskOf(factsFromCase({ people, memberships }));
    expect(causes).toMatchObject([{ kind: 'credential', change: 'expires', day: '2018-06-01' }]);
  });

  it('names a loss before the running term as the cause if the term was paid in advance', () => {
    const overrides = [
      { competency: 'devops', effect: 'GRANT', level: 'SILVER', from: '2016-01-01', until: '2017-06-01' },
    ];
    const lost = [
      {
        kind: 'override',
        day: '2017-06-01',
        change: 'ends',
        override: 'override-1',
        competency: 'devops',
        effect: 'GRANT',
        level: 'SILVER',
      },
    ];
    const before = term('SILVER', '2016-07-01');
    // A term that was refunded before it began lies between the two terms and does not break the chain.
    const empty = { level: 'GOLD', startsOn: '2017-07-01', endsOn: '2017-07-01' };
    const [running] = memberships;
    for (const terms of [
      [before, running],
      [running, empty, before],
      [empty, before, running],
      [term('SILVER', '2015-07-01'), before, running],
    ]) {
      const { willBeEligible, causes } = riskOf(factsFromCase({ overrides, memberships: terms }));
      expect({ willBeEligible, causes }).toEqual({ willBeEligible: false, causes: lost });
    }
    // After a gap a new chain begins, in which the level was never eligible.
    const earlier = { ...before, endsOn: '2017-06-30' };
    expect(riskOf(factsFromCase({ overrides, memberships: [earlier, running] })).causes).toEqual([]);
  });

  it('is repaired by an exam that will retire before the renewal day, as long as it can still be earned', () => {
    const retiring = readValidCatalogue(
      changedDocument((document) => {
        for (const credential of document['credentials']) {
          if (credential.code === '70-480') credential.retiresOn = '2018-01-01';
          else if (credential.code !== 'MCSD-APP-BUILDER') credential.retiresOn = '2017-07-01';
        }
      }),
    );
    const people = { ann: personHolding('70-532'), bob: personHolding(['70-480', '2018-06-01']) };
    const steps = (on: string) => {
      const { repairs } = renewalRisk([retiring], factsFromCase({ people, memberships }), day(on));
      return repairs.flatMap((repair) =>
        repair.kind === 'prove' && repair.way.path === 'application-builder-silver' ? repair.way.steps : [],
      );
    };
    expect(steps('2017-12-31')).toEqual([{ person: 'bob', credentials: ['70-480'] }]);
    expect(steps('2018-01-01')).toEqual([]);
  });

  it('is repaired by an exam only if a version offers the exam while that version is in force', () => {
    const versionRetiringExam = (retiresOn: string | null, appliesFrom: string | null, version: number) => ({
      ...readValidCatalogue(
        changedDocument((document) => {
          document['competencies'][0].paths[0].requires = [{ people: [{ count: 1, each: '70-480' }] }];
          for (const credential of document['credentials']) {
            if (credential.code === '70-480') credential.retiresOn = retiresOn;
          }
        }),
        version,
      ),
      appliesFrom: appliesFrom === null ? null : day(appliesFrom),
    });
    const people = {
      ann: { ...personHolding('70-480'), here: [[null, '2018-02-01']] },
      bob: personHolding('70-532'),
    };
    const facts = factsFromCase({ people, memberships });
    const isRepairable = (first: string | null, second: string | null, on: string) => {
      const versions = [versionRetiringExam(first, null, 1), versionRetiringExam(second, '2017-12-01', 2)];
      return renewalRisk(versions, facts, day(on)).repairs.some(
        (repair) => repair.kind === 'prove' && repair.way.path === 'application-builder-silver',
      );
    };
    // The first version retires the exam. The second version applies from 2017-12-01 and offers the exam only if the
    // exam retires later.
    expect(isRepairable('2017-08-01', '2017-11-01', '2017-09-01')).toBe(false);
    expect(isRepairable('2017-08-01', '2017-12-01', '2017-09-01')).toBe(false);
    expect(isRepairable('2017-08-01', '2017-12-02', '2017-09-01')).toBe(true);
    expect(isRepairable('2017-08-01', '2017-12-02', '2017-12-01')).toBe(true);
    expect(isRepairable('2017-08-01', '2017-12-02', '2017-12-02')).toBe(false);
    // The exam can be earned until a version applies in which it is already retired.
    expect(isRepairable(null, '2017-10-01', '2017-11-30')).toBe(true);
    expect(isRepairable(null, '2017-10-01', '2017-12-01')).toBe(false);
  });

  it('is repaired by renewing now if the window is open and the level is still eligible', () => {
    const people = { ann: personHolding(['70-480', '2018-06-01']), bob: personHolding('70-532') };
    const facts = factsFromCase({ people, memberships });
    const first = (on: string) => riskOf(facts, day(on)).repairs[0];
    expect(first('2018-04-01')).toMatchObject({ kind: 'prove' });
    expect(first('2018-04-02')).toEqual({ kind: 'renew-now', level: 'SILVER' });
    expect(first('2018-05-31')).toEqual({ kind: 'renew-now', level: 'SILVER' });
    expect(first('2018-06-01')).toMatchObject({ kind: 'prove' });
  });

  it('is not repaired by renewing now if the renewal would not be sold', () => {
    const people = { ann: personHolding(['70-480', '2018-06-20']), bob: personHolding('70-532') };
    const first = (terms: readonly ReturnType<typeof term>[], sold = versions) =>
      renewalRisk(sold, factsFromCase({ people, memberships: terms }), day('2018-06-01')).repairs[0];
    const running = term('SILVER', '2017-07-01');
    expect(first([running])).toEqual({ kind: 'renew-now', level: 'SILVER' });
    // The renewal would overlap a term that begins after a gap.
    expect(first([running, term('SILVER', '2018-09-01')])).toMatchObject({ kind: 'prove' });
    expect(first([running, term('SILVER', '2019-07-01')])).toEqual({ kind: 'renew-now', level: 'SILVER' });
    const onlyGold = changedDocument((document) => {
      document['offers'] = document['offers'].filter(({ level }: EditableJson) => level === 'GOLD');
    });
    expect(first([running], [readValidCatalogue(onlyGold)])).toMatchObject({ kind: 'prove' });
  });

  it('is not repaired by renewing a refunded term', () => {
    const people = { ann: personHolding(['70-480', '2018-06-01']), bob: personHolding('70-532') };
    const facts = factsFromCase({ people, memberships });
    const refunded = {
      ...facts,
      memberships: facts.memberships.map((one) => ({ ...one, refundedOn: day('2018-05-20') })),
    };
    expect(riskOf(refunded, day('2018-05-01')).repairs[0]).toMatchObject({ kind: 'prove' });
  });

  it('is repaired by ending a WITHHOLD, together with a plan if proof is also missing', () => {
    const withhold = {
      competency: 'application-development',
      effect: 'WITHHOLD',
      from: '2017-08-01',
      until: null,
    };
    const overrides = [withhold];
    const proven = { ann: personHolding('70-480'), bob: personHolding('70-532') };
    const [still] = riskOf(factsFromCase({ people: proven, memberships, overrides })).competencies;
    expect(still?.causes).toEqual([
      {
        kind: 'override',
        day: '2017-08-01',
        change: 'begins',
        override: 'override-1',
        competency: 'application-development',
        effect: 'WITHHOLD',
        level: null,
      },
    ]);
    expect(still?.repairs[0]).toEqual({
      kind: 'end-overrides',
      competency: 'application-development',
      overrides: ['override-1'],
    });
    const expiring = { ann: personHolding(['70-480', '2018-06-01']), bob: personHolding('70-532') };
    const [lost] = riskOf(factsFromCase({ people: expiring, memberships, overrides })).competencies;
    expect(lost?.repairs[0]).toMatchObject({
      kind: 'prove',
      overrides: ['override-1'],
      way: { credentials: 1 },
    });
  });

  it('lists the end of a WITHHOLD once, even if several paths are proven', () => {
    const both = personHolding('70-480', 'MCSD-APP-BUILDER');
    const overrides = [
      { competency: 'application-development', effect: 'WITHHOLD', from: '2017-08-01', until: null },
    ];
    const facts = factsFromCase({
      people: { ann: both, bob: both, cid: both, dan: both },
      memberships,
      overrides,
    });
    const ends = riskOf(facts).competencies[0]?.repairs.filter(({ kind }) => kind === 'end-overrides');
    expect(ends).toHaveLength(1);
  });

  it('has the retirement of a competency as the cause, and no repair', () => {
    const document = catalogueDocument2017();
    document['competencies'][0].retiredOn = '2018-03-01';
    const people = { ann: personHolding('70-480'), bob: personHolding('70-532') };
    const [retired] = renewalRisk(
      [readValidCatalogue(document)],
      factsFromCase({ people, memberships }),
      TODAY,
    ).competencies;
    expect(retired).toEqual({
      competency: 'application-development',
      displayed: 'SILVER',
      expected: null,
      causes: [
        {
          kind: 'rule',
          day: '2018-03-01',
          change: 'competency-retires',
          competency: 'application-development',
        },
      ],
      repairs: [],
    });
  });

  it('refers to the end and the level of the last term of a chain', () => {
    const chain = [
      term('SILVER', '2017-07-01'),
      { level: 'GOLD', startsOn: '2018-07-01', endsOn: '2018-07-01' },
      term('SILVER', '2018-07-01'),
      term('GOLD', '2019-07-01'),
      term('SILVER', '2020-07-02'),
    ];
    const people = { ann: personHolding('70-480'), bob: personHolding('70-532') };
    expect(riskOf(factsFromCase({ people, memberships: chain }))).toMatchObject({
      renewalDay: '2020-07-01',
      level: 'GOLD',
      renewalAtRisk: false,
      willBeEligible: false,
      competencies: [],
    });
  });
});
