import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TABLES } from '../../../server/db/entities';
import { en } from '../../../server/messages/en';
import { DATABASES } from '../../support/databases';
import { storeAchievements, storeOrganizations, storePerson, storeTerms } from '../../support/facts';
import { IN_OTHER_LANGUAGE, wordsOf } from '../../support/other-language';
import { startTestServer, type TestServer } from '../../support/test-server';

const ORGANIZATION = 'organization(by: { id: "org_own" })';
const CAUSES = 'causes { inWords }';
const CHECKS = 'inWords checks { inWords toPass } profileAfter { changes { inWords } }';
const RULES = `catalogue { competencies { paths { inWords requirements { inWords
  ... on PeopleRequirement { groups { each { inWords } } } } } } }`;

const IMPORT = `mutation ($input: ImportAchievementsInput!) { importAchievements(input: $input) {
  rows { outcome refusals { code message path } } } }`;

const ANSWERS: Readonly<Record<string, string>> = {
  'rules in words': `{ ${RULES} }`,
  'the changes of a forecast': `{ ${ORGANIZATION} { forecast { inWords ${CAUSES} } } }`,
  'the risks of a renewal': `{ ${ORGANIZATION} { renewalRisk { inWords ${CAUSES}
    competencies { inWords } repairs { inWords } } } }`,
  'a quote that is refused': `{ ${ORGANIZATION} { membershipQuote(offer: "gold-membership") { ${CHECKS} } } }`,
  'a quote for a renewal': `{ ${ORGANIZATION} { membershipQuote(offer: "silver-membership", on: "2026-12-20") { ${CHECKS} } } }`,
  'what does not count': `{ ${ORGANIZATION} { competency(key: "devops") {
    uncounted(first: 9) { nodes { reasons { inWords } } } } } }`,
  'the problems of a document': '{ checkCatalogue(document: "{}") { message } }',
  'the refusal of a preview':
    '{ viewer { employee { associationPreview(organizationId: "org_own") { refusal { message } } } } }',
  'the refusal of a command':
    'mutation { createApiKey(input: { organizationId: "org_own", name: "", scopes: [] }) { refusals { message } } }',
  'the refusal of a purchase': `mutation { purchaseMembership(input: { organizationId: "org_own",
    offer: "gold-membership", kind: NEW, paymentReference: "1", expectedTotal: { amount: "1.00", currency: "USD" } }) {
    refusals { message } } }`,
};

const ERRORS: Readonly<Record<string, string>> = {
  'a forbidden field': '{ me: organizations(first: 1) { totalCount } }',
  'a wrong argument': `{ ${ORGANIZATION} { employees(first: 1000) { totalCount } } }`,
  'an argument that commands refuse, too': '{ competencies(center: "aps") { key } }',
  'a wrong supposition': `{ ${ORGANIZATION} {
    whatIf(changes: [{ personLeaves: { employeeId: "emp_nobody" } }]) { after { on } } } }`,
  'too many aliases': `{ ${Array.from({ length: 200 }, (_, i) => `a${i}: viewer { id }`).join(' ')} }`,
  'too deep a document': `{ ${ORGANIZATION} { ${'apiKeys(first: 1) { nodes { organization { '.repeat(9)} id ${'} } }'.repeat(9)} } }`,
  'too many tokens': `{ ${'id '.repeat(20_000)} }`,
  'a command that no API key can run':
    'mutation { closeMonth(input: { month: "2026-01" }) { refusals { code } } }',
};

describe.each(DATABASES)('a request in another language on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  let ann: string;
  beforeAll(async () => {
    server = await startTestServer(kind, { wordsOf });
    const { database } = server;
    await storeOrganizations(database, { id: 'own' });
    await storePerson(database, 'ann', { organizationId: 'own', role: 'ADMIN' });
    for (const person of ['bob', 'eve']) await storePerson(database, person, { organizationId: 'own' });
    for (const person of ['bob', 'eve'])
      await storeAchievements(database, person, '70-496', '70-498', 'PSM-I', '70-532');
    await storeTerms(database, {
      organizationId: 'own',
      level: 'SILVER',
      from: '2026-01-01',
      until: '2027-01-01',
    });
    [agent, ann] = await Promise.all([
      server.person('agent', ['agent', 'programme-admin']),
      server.person('ann'),
    ]);
  });
  afterAll(() => server.stop());

  it.each(Object.entries(ANSWERS))('is answered in it: %s', async (_, query) => {
    const { body } = await server.ask(query, { as: ann, headers: IN_OTHER_LANGUAGE });
    const sentences = sentencesIn(body);
    expect(sentences.length).toBeGreaterThan(0);
    expect(sentences.filter((one) => !/^⟦[^]+⟧$/.test(one))).toEqual([]);
  });

  it.each(Object.entries(ERRORS))('has its errors in it: %s', async (_, query) => {
    const { body } = await server.ask(query, { as: ann, headers: IN_OTHER_LANGUAGE });
    expect(body.errors).toHaveLength(1);
    expect(body.errors[0].message).toMatch(/^⟦[^]+⟧$/);
  });

  it.each([
    ['wrong credentials', '{"query":"{ viewer { id } }"}', { authorization: 'Bearer nothing' }],
    ['JSON that is not valid', '{"query":', {}],
    ['an unknown media type', 'query', { 'content-type': 'text/csv' }],
    ['an Accept header that excludes JSON', '{"query":"{ viewer { id } }"}', { accept: 'image/png' }],
  ])('is refused in it before its document is read: %s', async (_, body, headers) => {
    const answer = await server.post(body, { ...headers, ...IN_OTHER_LANGUAGE });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body.errors[0].message).toMatch(/^⟦[^]+⟧$/);
  });

  it('has the stored refusals of a repeated import in the language of the repeat', async () => {
    const input = {
      source: 'feed',
      errorPolicy: 'SKIP_BAD_ROWS',
      idempotencyKey: 'once',
      rows: [
        { employee: { id: 'emp_bob' }, credential: '70-480', earnedOn: '2026-02-31', externalId: 'a' },
        { employee: { id: 'emp_bob' }, credential: '70-48', earnedOn: '2026-02-01', externalId: 'b' },
        { employee: { id: 'emp_bob' }, credential: '70-480', earnedOn: '2026-02-01', externalId: 'c' },
      ],
    };
    const imported = async (headers: Readonly<Record<string, string>>) => {
      const { body } = await server.ask(IMPORT, { variables: { input }, as: agent, headers });
      return body.data.importAchievements.rows;
    };
    const messages = (rows: { refusals: { message: string }[] }[]) =>
      rows.flatMap(({ refusals }) => refusals.map(({ message }) => message));
    const first = await imported({});
    expect(messages(first)).toEqual([
      '"2026-02-31" is not a day of the calendar. Write it as YYYY-MM-DD.',
      'The catalogue has no credential "70-48". Did you mean "70-348"?',
    ]);
    // A quotation is a sentence of its own, because languages have different quotation marks.
    expect(messages(await imported(IN_OTHER_LANGUAGE))).toEqual([
      '⟦"2026-02-31" is not a day of the calendar. Write it as YYYY-MM-DD.⟧',
      '⟦The catalogue has no credential "70-48". Did you mean ⟦"70-348"⟧?⟧',
    ]);
    expect(await imported({})).toEqual(first);
  });

  it('leaves no sentence in the database', async () => {
    for (const query of [...Object.values(ANSWERS), ...Object.values(ERRORS)])
      await server.ask(query, { as: ann });
    const stored = await Promise.all(
      TABLES.map(({ options: { name } }) => server.database.rows(`SELECT * FROM \`${name}\``)),
    );
    const text = JSON.stringify(stored);
    expect(text).toContain('credential.unknown.near');
    expect(SENTENCES.filter((part) => text.includes(JSON.stringify(part).slice(1, -1)))).toEqual([]);
  });
});

/** The longest part of each sentence between its placeholders. */
const SENTENCES = Object.values(en)
  .map((text) =>
    text.split(/\{[^}]*\}/).reduce((longest, part) => (part.length > longest.length ? part : longest)),
  )
  .filter((part) => part.trim().includes(' ') && part.length >= 12);

function sentencesIn(answer: unknown): readonly string[] {
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([key, value]) =>
    ['message', 'inWords', 'toPass'].includes(key) && typeof value === 'string'
      ? [value]
      : sentencesIn(value),
  );
}
