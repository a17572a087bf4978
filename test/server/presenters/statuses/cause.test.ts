import { describe, expect, it } from '@jest/globals';
import { CatalogueOnDay } from '../../../../server/presenters/catalogue/catalogue-on-day';
import { programmeOf } from '../../../../server/presenters/catalogue/programme';
import { presentCause } from '../../../../server/presenters/statuses/cause';
import { day, month, type Cause } from '../../../../server/rules';
import { catalogue2017 } from '../../../support/catalogue';
import { ENGLISH } from '../../../../server/messages/words';

const on = day('2017-05-01');
const second = { ...catalogue2017, version: 2, appliesFrom: on };
const catalogue = new CatalogueOnDay(
  programmeOf({ versions: [catalogue2017, second], today: day('2017-04-01') }),
  day('2017-04-01'),
);
const path = 'azure-consumption-silver';

describe('a cause', () => {
  it.each<[Cause, object]>([
    [
      { kind: 'person', day: on, change: 'joins', person: 'ann' },
      { __typename: 'AffiliationCause', kind: 'PERSON_JOINS', contributor: { employeeId: 'ann' } },
    ],
    [
      { kind: 'person', day: on, change: 'leaves', person: 'ann' },
      { __typename: 'AffiliationCause', kind: 'PERSON_LEAVES', contributor: { employeeId: 'ann' } },
    ],
    ...(['earned', 'expires', 'revoked'] as const).map((change): [Cause, object] => [
      { kind: 'credential', day: on, change, person: 'ann', achievement: 'one', credential: '70-532' },
      {
        __typename: 'AchievementCause',
        kind: `CREDENTIAL_${change.toUpperCase()}`,
        contributor: { employeeId: 'ann' },
        credential: { code: '70-532' },
        achievementId: 'one',
      },
    ]),
    [
      { kind: 'acceptance', day: on, credential: '70-532' },
      {
        __typename: 'AcceptanceCause',
        kind: 'ACCEPTANCE_ENDS',
        credential: { code: '70-532' },
        inWords: '70-532 is accepted until 2017-05-01.',
      },
    ],
    [
      {
        kind: 'override',
        day: on,
        change: 'begins',
        override: 'two',
        competency: 'devops',
        effect: 'GRANT',
        level: 'GOLD',
      },
      {
        __typename: 'OverrideCause',
        kind: 'OVERRIDE_BEGINS',
        competency: { key: 'devops' },
        effect: 'GRANT',
        level: 'GOLD',
        overrideId: 'two',
        inWords: 'An override applies from 2017-05-01 on.',
      },
    ],
    [
      {
        kind: 'override',
        day: on,
        change: 'ends',
        override: 'two',
        competency: 'devops',
        effect: 'WITHHOLD',
        level: null,
      },
      { __typename: 'OverrideCause', kind: 'OVERRIDE_ENDS', effect: 'WITHHOLD', level: null },
    ],
    ...(['begins', 'ends'] as const).map((change): [Cause, object] => [
      { kind: 'rule', day: on, change: `path-${change}`, competency: 'cloud-platform', path },
      {
        __typename: 'PathCause',
        kind: `PATH_${change.toUpperCase()}`,
        competency: { key: 'cloud-platform' },
        path: { key: path },
        inWords: expect.stringContaining(`The path "${path}" of Cloud Platform is in force `),
      },
    ]),
    [
      { kind: 'rule', day: on, change: 'competency-retires', competency: 'devops' },
      {
        __typename: 'RetirementCause',
        kind: 'COMPETENCY_RETIRES',
        competency: { key: 'devops' },
        inWords: 'DevOps is retired from 2017-05-01 on.',
      },
    ],
    [
      { kind: 'rule', day: on, change: 'version-applies', version: 2 },
      {
        __typename: 'CatalogueCause',
        kind: 'CATALOGUE_APPLIES',
        catalogue: { version: 2, appliesFrom: on },
        inWords: 'Version 2 of the catalogue applies from 2017-05-01 on.',
      },
    ],
    [
      { kind: 'sales', day: on, month: month('2017-04'), metrics: ['azureConsumption', 'emsNewCustomers'] },
      {
        __typename: 'MonthCause',
        kind: 'MONTH_CLOSED',
        month: '2017-04',
        metrics: [{ key: 'azureConsumption' }, { key: 'emsNewCustomers' }],
        inWords:
          'The closing of 2017-04 on 2017-05-01 changes the sums of Azure consumption and Enterprise Mobility + Security new customers.',
      },
    ],
    ...(['begins', 'ends'] as const).map((change): [Cause, object] => [
      { kind: 'membership', day: on, change, membership: 'three', level: 'GOLD' },
      {
        __typename: 'MembershipCause',
        kind: `MEMBERSHIP_${change.toUpperCase()}`,
        membershipId: 'three',
        inWords: `A Gold term ${change} on 2017-05-01.`,
      },
    ]),
  ])('of the rules %j has a type and fields of its own', (cause, presented) => {
    const { inWords = null, ...fields } = { inWords: null, ...presentCause(cause, catalogue, 'own') };
    const described = inWords?.({}, { words: ENGLISH });
    expect({ ...fields, inWords: described }).toMatchObject({ on, ...presented });
  });
});
