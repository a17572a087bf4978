import { worstDocuments } from '../catalogues';
import { addDays } from '../../../server/rules';
import { aliases, buildOnce, attack, distinctDay, jsonRequest, type Attack } from '../attack';
import { TODAY, type AttackTargets } from '../data';
import { settingForCatalogue, type Setting } from '../settings';

/** Catalogues whose evaluations take the most time per point. */
const SETTINGS: readonly Setting[] = [
  settingForCatalogue('all lists full', 180),
  settingForCatalogue('paths of 20 requirements that want the same people', 1_460),
  settingForCatalogue('paths of 20 groups that want the same people', 1_460),
  settingForCatalogue('paths for 200 people in 40 kinds of slots', 1_460),
];

export function worstCatalogues(attacked: AttackTargets): readonly Attack[] {
  return SETTINGS.flatMap((setting) => underSetting(setting, attacked));
}

function underSetting(
  on: Setting,
  { organization, employees, membership }: AttackTargets,
): readonly Attack[] {
  const asAdmin = (name: string, field: (on: string) => string): Attack =>
    attack(
      'admin',
      name,
      // On a slow machine the request may time out before it is answered.
      ['200', '504 TIMED_OUT'],
      (n) =>
        jsonRequest(
          `{ organization(by: { id: "${organization}" }) { ${aliases((i) => field(`on: "${distinctDay(i, n)}"`), 3)} } }`,
        ),
      { on },
    );
  const later =
    worstDocuments().find(({ document }) => document !== on.crowd?.document)?.document ?? (() => ({}));
  return [
    asAdmin(
      'competencies with their next change',
      (day) => `competencies(${day}) { attainedLevel nextChangeOn }`,
    ),
    asAdmin('all competencies explained', (day) => `competencies(${day}) { paths { holds } }`),
    asAdmin('plans to Silver', (day) => `plan(level: SILVER, ${day}) { credentials }`),
    asAdmin('plans to Gold', (day) => `plan(level: GOLD, ${day}) { credentials }`),
    asAdmin('forecasts', (day) => `forecast(${day}) { on }`),
    asAdmin('critical people', (day) => `criticalPeople(${day}) { losesRenewal }`),
    asAdmin('the risk of the renewal', (day) => `renewalRisk(${day}) { inWords }`),
    asAdmin(
      'quotes',
      (day) => `membershipQuote(offer: "gold", ${day}) { inWords profileAfter { changes { inWords } } }`,
    ),
    asAdmin(
      'what if a person leaves',
      (day) =>
        `whatIf(changes: [{ personLeaves: { employeeId: "${employees[20]}" } }], ${day}) { before { renewalAtRisk } after { competencies { nextChangeOn } renewalRisk { inWords } } differences { inWords } }`,
    ),
    attack(
      'agent',
      'searches, risks and cohorts',
      '200',
      (n) =>
        jsonRequest(
          `{ organizations(first: 100, on: "${distinctDay(0, n)}", filter: { attained: { competency: "competency-0" } }) { totalCount } organizationsAtRisk(first: 100, on: "${distinctDay(0, n)}") { totalCount } cohortOverridePreview(competency: "competency-0", membershipEnds: { from: "2026-01-01", until: "2030-01-01" }, first: 10) { totalCount } }`,
        ),
      { on },
    ),
    attack(
      'agent',
      'association previews',
      '200',
      () =>
        jsonRequest(
          `{ node(id: "${employees[30]}") { ... on Employee { associationPreview(organizationId: "${organization}") { isAllowed joining { differences { inWords } } leaving { differences { inWords } } } } } }`,
        ),
      { on },
    ),
    attack(
      'programme-admin',
      'previews of another catalogue',
      '200',
      buildOnce(() =>
        jsonRequest(
          `query ($document: String!) { previewCatalogue(document: $document, appliesFrom: "${addDays(TODAY, 40)}") { gainingCount losingCount } }`,
          { document: JSON.stringify(later()) },
        ),
      ),
      { on },
    ),
    attack(
      'programme-admin',
      'the changes of another catalogue',
      '200',
      buildOnce(() =>
        jsonRequest(
          `query ($document: String!) { previewCatalogue(document: $document, appliesFrom: "${addDays(TODAY, 40)}") { changes(comparedTo: 1) { inWords fields { inWords } } } }`,
          { document: JSON.stringify(later()) },
        ),
      ),
      { on },
    ),
    attack(
      'anonymous',
      'the changes of a catalogue, 15 times',
      '200',
      () =>
        jsonRequest(
          `{ ${aliases(() => 'catalogueVersion(version: 1) { changes(comparedTo: 1) { inWords fields { inWords } } }')} }`,
        ),
      { on },
    ),
    attack(
      'admin',
      'purchases that are refused',
      ['200 refused NOT_PERMITTED', '200 refused NOT_ELIGIBLE NOT_PERMITTED'],
      (n) =>
        jsonRequest(
          `mutation { ${aliases((i) => `purchaseMembership(input: { organizationId: "${organization}", offer: "gold", kind: UPGRADE, expectedTotal: { amount: "1.00", currency: "USD" }, paymentReference: "bench-${n}-${i}" }) { refusals { code } }`, 3)} }`,
        ),
      { on },
    ),
    attack(
      'admin',
      'redemptions that are refused',
      ['200 refused NOT_ENOUGH_LEFT', '200 refused NOT_FOUND'],
      () =>
        jsonRequest(
          `mutation { ${aliases((i) => `redeemBenefit(input: { organizationId: "${organization}", benefit: "benefit-${i}", quantity: 1000 }) { refusals { code } }`, 3)} }`,
        ),
      { on },
    ),
    attack(
      'agent',
      'achievements that are recorded',
      '200',
      (n) =>
        jsonRequest(
          `mutation { ${aliases((i) => `recordAchievement(input: { employeeId: "${employees[(3 * n + i) % employees.length]}", credential: "credential-${n % 60}", earnedOn: "${TODAY}", source: "abuse", externalId: "${n}-${i}" }) { refusals { code } }`, 3)} }`,
        ),
      { on },
    ),
    attack(
      'agent',
      'benefits that were redeemed',
      '200',
      () =>
        jsonRequest(
          `{ organization(by: { id: "${organization}" }) { benefits { remaining } benefitRedemptions(first: 100, membership: "${membership}") { totalCount } } }`,
        ),
      { on },
    ),
  ];
}
