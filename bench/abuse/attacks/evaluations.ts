import { aliases, attack, distinctDay, jsonRequest, type Attack } from '../attack';
import type { AttackTargets } from '../data';
import { loadCatalogue2017 } from '../../api/data';

const PROGRESS =
  'paths { holds requirements { ... on PeopleProgress { have slots { filledBy { employee { name } } } spare(first: 100) { nodes { joiner } } } } }';

/** Every field that evaluates an organization, for an organization of 2,000 people. */
export function evaluations({
  organization,
  achievements,
  large,
  employees,
}: AttackTargets): readonly Attack[] {
  const asAdmin = (name: string, fields: (number: number) => string): Attack =>
    attack('admin', name, '200', (n) =>
      jsonRequest(`{ organization(by: { id: "${organization}" }) { ${fields(n)} } }`),
    );
  const eachDay = (name: string, field: (on: string) => string): Attack =>
    asAdmin(`${name} on 15 days`, (n) => aliases((i) => field(`on: "${distinctDay(i, n)}"`)));
  const fifteenTimes = (name: string, field: (on: string) => string): Attack =>
    asAdmin(`${name} 15 times for one day`, (n) => aliases(() => field(`on: "${distinctDay(0, n)}"`)));
  const competencies = loadCatalogue2017().competencies.map(({ key }) => key);
  const heavy: readonly (readonly [string, (on: string) => string])[] = [
    [
      'status',
      (on) =>
        `status(${on}) { eligibleLevels renewalAtRisk willBeEligible displayedCompetencies { from } renewalRisk { inWords } }`,
    ],
    ['competencies with their next change', (on) => `competencies(${on}) { attainedLevel nextChangeOn }`],
    ['one competency explained', (on) => `competency(key: "devops", ${on}) { ${PROGRESS} }`],
    ['all competencies explained', (on) => `competencies(${on}) { paths { holds } }`],
    [
      'uncounted',
      (on) => `competency(key: "devops", ${on}) { uncounted(first: 100) { nodes { reasons { kind } } } }`,
    ],
    ['plans to Gold', (on) => `plan(level: GOLD, ${on}) { credentials }`],
    ['forecasts', (on) => `forecast(${on}) { on causes { inWords } }`],
    ['critical people', (on) => `criticalPeople(${on}) { employee { name } losses { on } }`],
    [
      'the risk of the renewal',
      (on) => `renewalRisk(${on}) { inWords competencies { causes { inWords } repairs { inWords } } }`,
    ],
    [
      'quotes',
      (on) =>
        `membershipQuote(offer: "gold-membership", kind: UPGRADE, ${on}) { inWords profileAfter { changes { inWords } } }`,
    ],
    ['benefits', (on) => `benefits(${on}) { remaining }`],
  ];
  return [
    ...heavy.map(([name, field]) => eachDay(name, field)),
    ...heavy.map(([name, field]) => fifteenTimes(name, field)),
    eachDay(
      'one center by status',
      (on) =>
        `status(${on}) { competencies(attainedAtLeast: SILVER, center: "cloud-platform") { nextChangeOn } competency(key: "devops") { nextChangeOn } }`,
    ),
    eachDay(
      'one center',
      (on) =>
        `competencies(attainedAtLeast: SILVER, center: "cloud-platform", ${on}) { nextChangeOn paths { holds } }`,
    ),
    eachDay('the profile', (on) => `marketingProfile(${on}) { displayedCompetencies { from } }`),
    eachDay('small answers', (on) => `eligibleLevels(${on})`),
    asAdmin('small answers of all kinds on 3 days', (n) =>
      [0, 1, 2]
        .map((i) => {
          const on = `(on: "${distinctDay(i, n)}")`;
          return `w${i}: willBeEligible${on} r${i}: renewalAtRisk${on} m${i}: membership${on} { level } o${i}: renewalWindow${on} { state } d${i}: displayedCompetencies${on} { from }`;
        })
        .join(' '),
    ),
    asAdmin('forecasts of a hundred years from 15 days', (n) =>
      aliases((i) => `forecast(on: "${distinctDay(i, n)}", until: "2125-01-01") { on }`),
    ),
    asAdmin('the nearest paths to Gold with what they lack, on 15 days', (n) =>
      aliases(
        (i) => `progressTowards(level: GOLD, on: "${distinctDay(i, n)}") { percent missing { inWords } }`,
      ),
    ),
    asAdmin('timelines from 1900 to 2125', () =>
      aliases(
        (i) =>
          `timeline(from: "19${10 + i}-01-01", until: "2125-01-01") { competencies { attainedLevel { causes { inWords } } } }`,
      ),
    ),
    asAdmin('forecasts since 1900', () =>
      aliases((i) => `forecast(on: "19${10 + i}-01-01", until: "2026-01-01") { on }`),
    ),
    asAdmin(
      'the whole explanation of a day',
      (n) =>
        `competencies(on: "${distinctDay(0, n)}") { ${PROGRESS} uncounted(first: 5) { totalCount nodes { reasons { kind } } } }`,
    ),
    asAdmin('plans to Gold in 15 competencies', (n) =>
      aliases(
        (i) =>
          `plan(level: GOLD, competency: "${competencies[i % competencies.length]}", on: "${distinctDay(0, n)}") { steps { employee { name } } }`,
      ),
    ),
    asAdmin('15 competencies explained', (n) =>
      aliases(
        (i) =>
          `competency(key: "${competencies[i % competencies.length]}", on: "${distinctDay(0, n)}") { ${PROGRESS} }`,
      ),
    ),
    attack('admin', 'the uses of 100 achievements, on 15 days', '200', (n) =>
      jsonRequest(
        `{ nodes(ids: ${JSON.stringify(achievements)}) { ... on Achievement { ${aliases((i) => `countsFor(on: "${distinctDay(i, n)}") { holds }`)} } } }`,
      ),
    ),
    attack('admin', 'the uses of 100 achievements, 15 times', '200', (n) =>
      jsonRequest(
        `{ nodes(ids: ${JSON.stringify(achievements)}) { ... on Achievement { ${aliases(() => `countsFor(on: "${distinctDay(0, n)}") { holds path { name } }`)} } } }`,
      ),
    ),
    ...(
      ['status', 'all competencies explained', 'forecasts', 'critical people', 'plans to Gold'] as const
    ).map((name) => {
      const field = heavy.find(([one]) => one === name)?.[1] ?? (() => '');
      return attack('agent', `${name}, of 5 large organizations on 3 days`, '200', (n) =>
        jsonRequest(
          `{ nodes(ids: ${JSON.stringify(large)}) { ... on Organization { ${aliases((i) => field(`on: "${distinctDay(i, n)}"`), 3)} } } }`,
        ),
      );
    }),
    attack('agent', 'association previews of 10 people', ['200', '200 TOO_EXPENSIVE'], () =>
      jsonRequest(
        `{ nodes(ids: ${JSON.stringify(employees.slice(0, 10))}) { ... on Employee { ${aliases((i) => `associationPreview(organizationId: "${large[1 + (i % (large.length - 1))]}") { isAllowed joining { differences { inWords } } leaving { differences { inWords } } }`, 4)} } } }`,
      ),
    ),
  ];
}
