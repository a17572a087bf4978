import { LIMITS } from '../../../server/limits/limits';
import { addDays } from '../../../server/rules';
import { aliases, buildOnce, attack, distinctDay, jsonRequest, list, type Attack } from '../attack';
import { abusiveTexts, refusedDocuments, worstDocuments } from '../catalogues';
import { TODAY, type AttackTargets } from '../data';
import { UNFINISHED } from '../outcome';
import { CHANGED_PROGRAMME } from '../settings';

const REQUIREMENT =
  '... on PeopleRequirement { inWords } ... on MetricRequirement { inWords } ... on AllRequirement { inWords } ... on AnyRequirement { inWords }';

export function programme({ organization }: AttackTargets): readonly Attack[] {
  const eachDay = (name: string, field: (on: string) => string): Attack =>
    attack('anonymous', `${name} on 15 days`, '200', (n) =>
      jsonRequest(`{ ${aliases((i) => field(`on: "${distinctDay(i, n)}"`))} }`),
    );
  return [
    attack('anonymous', 'all rules of the catalogue in words, three times', '200', () =>
      jsonRequest(
        `{ ${aliases(() => `competencies { paths { inWords requirements { ${REQUIREMENT} } } }`, 3)} }`,
      ),
    ),
    eachDay(
      'the whole catalogue',
      (on) => `catalogue(${on}) { version credentials { code title } competencies { name paths { key } } }`,
    ),
    eachDay(
      'the paths to Gold of one center',
      (on) => `competencies(center: "cloud-platform", ${on}) { key paths(level: GOLD) { inWords } }`,
    ),
    eachDay(
      'one competency with its paths',
      (on) => `competency(key: "devops") { rules(${on}) { paths(level: SILVER) { inWords } } }`,
    ),
    eachDay('all exams', (on) => `credentials(kind: EXAM, ${on}) { code title }`),
    eachDay('one credential', (on) => `credential(code: "70-243", ${on}) { code title }`),
    eachDay(
      'the benefits of two levels',
      (on) => `benefitDifference(fromLevel: SILVER, toLevel: GOLD, ${on}) { added benefit { name } }`,
    ),
    eachDay('small lists', (on) => `policy(${on}) { termMonths }`),
    attack('anonymous', 'centers, metrics, offers and benefits on 3 days', '200', (n) =>
      jsonRequest(
        `{ ${list(3, (i) => {
          const on = `(on: "${distinctDay(i, n)}")`;
          return `c${i}: centers${on} { name competencies { name } } m${i}: metrics${on} { key } o${i}: offers${on} { key } b${i}: benefits${on} { name }`;
        }).join(' ')} }`,
      ),
    ),
    attack('programme-admin', 'the documents of 15 versions', '200', () =>
      jsonRequest(`{ ${aliases((i) => `catalogueVersion(version: ${i + 1}) { version document }`)} }`),
    ),
    attack('anonymous', 'the closed months', '200', () =>
      jsonRequest(`{ ${aliases(() => 'closedMonths(first: 100) { totalCount nodes { month closedOn } }')} }`),
    ),
    attack('admin', 'all competencies with the status of one organization', '200', (n) =>
      jsonRequest(
        `{ competencies { competency { key status(organizationId: "${organization}", on: "${distinctDay(0, n)}") { attainedLevel nextChangeOn paths { holds } } } } }`,
      ),
    ),
  ];
}

export function catalogueDocuments(): readonly Attack[] {
  const worst = worstDocuments().map(({ name, document }) => ({
    name,
    text: () => JSON.stringify(document()),
    checked: '200',
    previewed: '200',
  }));
  const refused = [
    ...refusedDocuments().map(({ name, document }) => ({ name, text: () => JSON.stringify(document()) })),
    ...abusiveTexts().map(({ name }, i) => ({
      name,
      text: () => fitting((length) => abusiveTexts(length)[i]?.text() ?? ''),
    })),
  ].map((one) => ({
    ...one,
    checked: '200',
    // The longest notes that fit into a body are within the limits of the catalogue.
    previewed: one.name === 'notes' ? '200' : '200 BAD_USER_INPUT',
  }));
  return [...worst, ...refused].flatMap(({ name, text, checked, previewed }) => [
    attack(
      'programme-admin',
      `checked: ${name}`,
      checked,
      buildOnce(() => jsonRequest(CHECK, { document: text() })),
    ),
    attack(
      'programme-admin',
      `previewed: ${name}`,
      previewed,
      buildOnce(() => jsonRequest(PREVIEW, { document: text() })),
    ),
  ]);
}

/** A text about as long as fits into a request body once JSON has escaped the quotes and backslashes. */
function fitting(text: (length: number) => string): string {
  const maxLength = LIMITS.bodyBytes - 1000;
  for (let length = maxLength; ;) {
    const candidate = text(length);
    const jsonLength = JSON.stringify(candidate).length;
    if (jsonLength <= maxLength) return candidate;
    length = Math.floor((length * maxLength) / jsonLength) - 100;
  }
}

const FUTURE = addDays(TODAY, 40);
const CHECK = `query ($document: String!) { checkCatalogue(document: $document, appliesFrom: "${FUTURE}") { place message } }`;
const PREVIEW = `query ($document: String!) { previewCatalogue(document: $document, appliesFrom: "${FUTURE}") { gainingCount losingCount organizations(first: 100) { totalCount nodes { effects { inWords } } } } }`;

/** Closing a month or publishing a catalogue outdates every stored status. */
export function outdatingCommands(): readonly Attack[] {
  const search =
    'query { organizations(first: 100, filter: { attained: { competency: "devops", atLeast: SILVER }, atRisk: true }) { totalCount nodes { name } } organizationsAtRisk(first: 100) { totalCount nodes { renewalDay } } }';
  const document = () => JSON.stringify(worstDocuments()[0]?.document());
  let text: string | undefined;
  return [
    attack(
      'agent',
      'searches after a month is closed',
      ['200', '200 refused ALREADY_EXISTS', UNFINISHED],
      (n) =>
        jsonRequest(
          `mutation { closeMonth(input: { month: "${String(2024 - Math.floor(n / 12)).padStart(4, '0')}-${String(12 - (n % 12)).padStart(2, '0')}" }) { refusals { code } ${search.replace('query', 'query ')} } }`,
        ),
      { on: CHANGED_PROGRAMME },
    ),
    attack(
      'programme-admin',
      'catalogues that are published',
      // INVALID: after about 25 publications, the versions together exceed the size limit.
      ['200', '200 refused TOO_SOON', '200 refused INVALID'],
      (n) =>
        jsonRequest(
          'mutation ($input: PublishCatalogueInput!) { publishCatalogue(input: $input) { catalogue { version } refusals { code } } }',
          {
            input: { document: (text ??= document()), appliesFrom: addDays(TODAY, 40 + n), reason: 'bench' },
          },
        ),
      { on: CHANGED_PROGRAMME },
    ),
    attack(
      'programme-admin',
      'catalogues that are refused',
      '200 refused INVALID',
      buildOnce(() =>
        jsonRequest(
          'mutation ($input: PublishCatalogueInput!) { publishCatalogue(input: $input) { refusals { code } } }',
          {
            input: {
              document: JSON.stringify(refusedDocuments()[0]?.document()),
              appliesFrom: FUTURE,
              reason: 'bench',
            },
          },
        ),
      ),
      { on: CHANGED_PROGRAMME },
    ),
  ];
}
