import { addDays } from '../../../server/rules';
import { aliases, attack, distinctDay, jsonRequest, type Attack } from '../attack';
import { TODAY, type AttackTargets } from '../data';

export function searches({ large, wordy }: AttackTargets): readonly Attack[] {
  const asAgent = (name: string, query: (number: number) => string): Attack =>
    attack('agent', name, '200', (n) => jsonRequest(query(n)));
  const some = JSON.stringify([...large, ...wordy.slice(0, 20)]);
  return [
    asAgent(
      'a search for each of 15 days',
      (n) =>
        `{ ${aliases((i) => `organizations(first: 100, on: "${distinctDay(i, n)}", filter: { attained: { competency: "devops", atLeast: SILVER } }) { totalCount nodes { name } }`)} }`,
    ),
    asAgent(
      'searches with every filter, ordered by the day of renewal',
      (n) =>
        `{ ${aliases((i) => `organizations(first: 100, on: "${distinctDay(i, n)}", orderBy: RENEWAL_DAY, filter: { displayed: { competency: "devops" }, eligibleLevel: SILVER, membershipLevel: SILVER, atRisk: true, renewal: { from: "2026-01-01", until: "2027-01-01" }, country: "DE", market: DEVELOPED }) { totalCount nodes { name } }`)} }`,
    ),
    asAgent(
      'searches by country',
      () =>
        `{ ${aliases((i) => `organizations(first: 100, filter: { country: "${['DE', 'IT', 'BR'][i % 3]}" }) { totalCount nodes { name city description } }`, 10)} }`,
    ),
    asAgent(
      'organizations at risk on 15 days',
      (n) =>
        `{ ${aliases((i) => `organizationsAtRisk(first: 100, on: "${distinctDay(i, n)}", renewal: { until: "${addDays(TODAY, 400)}" }, level: SILVER) { totalCount nodes { renewalDay organization { name } } }`)} }`,
    ),
    asAgent(
      'organizations at risk with the reasons',
      () =>
        '{ organizationsAtRisk(first: 100) { nodes { organization { renewalRisk { inWords repairs { inWords } } } } } }',
    ),
    asAgent(
      'cohorts of 15 spans',
      (n) =>
        `{ ${aliases((i) => `cohortOverridePreview(competency: "devops", membershipEnds: { from: "2026-01-01", until: "${addDays(TODAY, 400 + i + (n % 20))}" }, first: 100) { totalCount nodes { name } }`)} }`,
    ),
    asAgent(
      'the status of 25 organizations on 15 days',
      (n) =>
        `{ nodes(ids: ${some}) { ... on Organization { ${aliases((i) => `eligibleLevels(on: "${distinctDay(i, n)}")`)} } } }`,
    ),
  ];
}
