import { addDays } from '../../../server/rules';
import { aliases, attack, distinctDay, jsonRequest, list, type Attack } from '../attack';
import { TODAY, type AttackTargets } from '../data';

export function whatIf({
  organization,
  employees,
  achievements,
  credentials,
}: AttackTargets): readonly Attack[] {
  const ask = (on: string) =>
    `whatIf(changes: $c, ${on}) { before { renewalAtRisk } after { renewalAtRisk competencies { nextChangeOn } } differences { inWords } }`;
  const kinds: readonly (readonly [string, readonly object[]])[] = [
    ['100 joiners with 50 credentials', list(100, () => ({ personJoins: { credentials } }))],
    [
      '100 credentials that are earned',
      list(100, (i) => ({
        credentialEarned: { employeeId: employees[i], credential: credentials[i % credentials.length] },
      })),
    ],
    ['90 people who leave', list(90, (i) => ({ personLeaves: { employeeId: employees[i + 10] } }))],
    [
      '100 achievements that are revoked',
      list(100, (i) => ({ achievementRevoked: { achievementId: achievements[i] } })),
    ],
    [
      '100 overrides',
      list(100, (i) => ({
        overridePlaced: {
          competency: 'devops',
          effect: { grant: 'GOLD' },
          from: addDays(TODAY, i * 3),
          until: addDays(TODAY, i * 3 + 1),
        },
      })),
    ],
    [
      '50 months of sales that are closed',
      list(50, (i) => {
        const month = `${2026 + Math.floor((i + 2) / 12)}-${String(1 + ((i + 2) % 12)).padStart(2, '0')}`;
        return [
          { sales: { metric: 'azureConsumption', month, amount: '1000000.00' } },
          { monthClosed: { month, on: addDays(TODAY, 60 + 31 * i) } },
        ];
      }).flat(),
    ],
  ];
  return [
    ...kinds.map(([name, changes]) =>
      attack('admin', `${name}, on 15 days`, ['200', '200 TOO_EXPENSIVE'], (n) =>
        jsonRequest(
          `query ($c: [SuppositionInput!]!) { organization(by: { id: "${organization}" }) { ${aliases((i) => ask(`on: "${distinctDay(i, n)}"`))} } }`,
          { c: changes },
        ),
      ),
    ),
    attack(
      'admin',
      'plans, forecasts and critical people of 15 suppositions',
      // An evaluation that exceeds the points of a request reports an error for each competency of each supposition.
      ['200', '200 TOO_EXPENSIVE', '400 TOO_MANY_ERRORS'],
      (n) =>
        jsonRequest(
          `{ organization(by: { id: "${organization}" }) { ${aliases(
            (i) =>
              `whatIf(changes: [{ personJoins: { credentials: ["${credentials[(n + i) % credentials.length]}"] } }]) { after { renewalRisk { inWords } competency(key: "devops") { nextChangeOn } competencies(center: "cloud-platform") { paths { holds } uncounted(first: 1) { totalCount } } } }`,
          )} } }`,
        ),
    ),
    attack('admin', '100 impossible changes', '200 BAD_USER_INPUT', (n) =>
      jsonRequest(
        `query ($c: [SuppositionInput!]!) { organization(by: { id: "${organization}" }) { ${aliases((i) => ask(`on: "${distinctDay(i, n)}"`))} } }`,
        { c: list(100, (i) => ({ overrideEnds: { overrideId: `ovr_none-${i}` } })) },
      ),
    ),
  ];
}
