import { aliases, attack, distinctDay, jsonRequest, list, type Attack, type Attacker } from '../attack';
import type { AttackTargets } from '../data';
import { UNFINISHED } from '../outcome';

export function lists(attacked: AttackTargets): readonly Attack[] {
  return [...pages(attacked), ...monthlyAmounts(attacked), ...longAnswers(attacked), ...manyErrors(attacked)];
}

function pages({ organization, employees, membership }: AttackTargets): readonly Attack[] {
  const asAgent = (name: string, query: (number: number) => string): Attack =>
    attack('agent', name, '200', (n) => jsonRequest(query(n)));
  const organizationWith = (fields: string) =>
    `{ organization(by: { id: "${organization}" }) { ${fields} } }`;
  const twice = (field: string, selection: string) =>
    `${field}1: ${field}(first: 100) { totalCount nodes { ${selection} } } ${field}2: ${field}(last: 100) { nodes { ${selection} } }`;
  return [
    asAgent('people with their achievements', (n) =>
      organizationWith(
        `employees(first: 100, on: "${distinctDay(0, n)}") { nodes { name achievements(first: 50) { nodes { earnedOn credential { title } } } } }`,
      ),
    ),
    asAgent('100 people on each of 15 days', (n) =>
      organizationWith(
        aliases((i) => `employees(first: 100, on: "${distinctDay(i, n)}") { totalCount nodes { name } }`),
      ),
    ),
    asAgent('affiliations with the affiliations of their people', () =>
      organizationWith(
        'affiliations(first: 100) { totalCount nodes { employee { name affiliations(first: 50) { totalCount nodes { from } } } } }',
      ),
    ),
    asAgent('the small lists of an organization', () =>
      organizationWith(
        [
          twice('memberships', 'from'),
          twice('overrides', 'from'),
          twice('metricRecords', 'month amount'),
          twice('invitations', 'name'),
          twice('apiKeys', 'name'),
          `benefitRedemptions(first: 100, membership: "${membership}", benefit: "advisory-hours") { totalCount nodes { quantity } }`,
        ].join(' '),
      ),
    ),
    asAgent('the audit log', () =>
      organizationWith('auditEntries(first: 100) { totalCount nodes { actor command oldValue newValue } }'),
    ),
    asAgent(
      'the audit log of one subject, 15 times',
      () =>
        `{ ${aliases((i) => `auditEntries(subject: "${employees[i]}", first: 100) { totalCount nodes { oldValue newValue } }`)} }`,
    ),
    asAgent(
      'people without an organization, 15 times',
      () => `{ ${aliases(() => 'employees(first: 100) { totalCount nodes { name } }')} }`,
    ),
    attack('agent', 'invalid cursors', '200 BAD_USER_INPUT', (n) =>
      jsonRequest('query ($after: String) { employees(first: 100, after: $after) { nodes { name } } }', {
        after: Buffer.from(`["${n}"]`).toString('base64').repeat(20_000),
      }),
    ),
  ];
}

/** Each organization has more than a thousand monthly amounts, which its evaluations read. */
function monthlyAmounts({ recorded }: AttackTargets): readonly Attack[] {
  const ofAll = (name: string, field: string, inFlight = 1): Attack =>
    attack(
      'agent',
      name,
      ['200', UNFINISHED],
      () => jsonRequest(`{ nodes(ids: ${JSON.stringify(recorded)}) { ... on Organization { ${field} } } }`),
      { inFlight },
    );
  return [
    ofAll(
      'pages of the monthly amounts of 90 organizations',
      'metricRecords(first: 100) { nodes { month amount } }',
    ),
    ofAll('the status of 90 organizations with many monthly amounts', 'status { eligibleLevels }'),
    ofAll(
      'the status of 90 organizations with many monthly amounts, in 10 requests at once',
      'status { eligibleLevels }',
      10,
    ),
    ofAll('forecasts of 90 organizations with many monthly amounts', 'forecast { on }'),
  ];
}

function longAnswers({ organization, wordy, employees }: AttackTargets): readonly Attack[] {
  const nodes = (
    by: Attacker,
    name: string,
    expects: string,
    ids: readonly string[],
    fields: string,
  ): Attack =>
    attack(by, name, expects, () =>
      jsonRequest(`{ nodes(ids: ${JSON.stringify(ids)}) { ... on Organization { ${fields} } } }`),
    );
  return [
    attack('anonymous', 'the public profile of a large member', '200', () =>
      jsonRequest(
        `{ organization(by: { id: "${organization}" }) { marketingProfile { displayedCompetencies { from } } } }`,
      ),
    ),
    attack('anonymous', 'the public profile of a large member on 15 days', '200', (n) =>
      jsonRequest(
        `{ organization(by: { id: "${organization}" }) { ${aliases((i) => `displayedCompetencies(on: "${distinctDay(i, n)}") { from }`)} } }`,
      ),
    ),
    nodes(
      'anonymous',
      'one id 100 times with 15 descriptions each',
      '200 BAD_USER_INPUT',
      list(100, () => wordy[0] ?? ''),
      aliases(() => 'description'),
    ),
    nodes(
      'anonymous',
      '100 organizations with 15 descriptions each',
      '400 ANSWER_TOO_LARGE',
      wordy,
      aliases(() => 'description'),
    ),
    nodes(
      'anonymous',
      '50 organizations with 15 descriptions each',
      '200',
      wordy.slice(0, 50),
      aliases(() => 'description'),
    ),
    nodes(
      'anonymous',
      '50 profiles with 15 descriptions each',
      '200',
      wordy.slice(0, 50),
      `marketingProfile { ${aliases(() => 'description')} }`,
    ),
    attack('agent', '100 people under 15 names', '200', () =>
      jsonRequest(
        `{ nodes(ids: ${JSON.stringify(employees.slice(0, 100))}) { id ... on Employee { ${aliases(() => 'name')} } } }`,
      ),
    ),
  ];
}

function manyErrors({ wordy }: AttackTargets): readonly Attack[] {
  const errors = (by: Attacker, name: string, expects: string, field: (i: number) => string): Attack =>
    attack(by, name, expects, () =>
      jsonRequest(`{ nodes(ids: ${JSON.stringify(wordy)}) { ... on Organization { ${aliases(field)} } } }`),
    );
  return [
    errors('anonymous', '1,500 forbidden fields', '400 TOO_MANY_ERRORS', () => 'eligibleLevels'),
    errors('agent', '300 forecasts that end before they begin', '200 BAD_USER_INPUT', (i) =>
      i < 3 ? 'forecast(on: "2026-01-02", until: "2026-01-01") { on }' : '__typename',
    ),
    errors(
      'agent',
      '1,500 unknown offers',
      '400 TOO_MANY_ERRORS',
      (i) => `membershipQuote(offer: "none-${i}") { inWords }`,
    ),
    errors(
      'agent',
      '1,500 pages of size 0',
      '400 TOO_MANY_ERRORS',
      () => 'memberships(first: 0) { totalCount }',
    ),
    errors(
      'agent',
      '1,500 organizations and days',
      '400 TOO_MANY_ERRORS',
      (i) => `eligibleLevels(on: "${distinctDay(i)}")`,
    ),
    attack('anonymous', '100 unknown ids', '200', (n) =>
      jsonRequest(`{ nodes(ids: ${JSON.stringify(list(100, (i) => `org_${n}-${i}`))}) { id } }`),
    ),
  ];
}
