import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  catalogueDocument2017,
  credentialIn,
  storeVersion,
  type EditableJson,
} from '../../../support/catalogue';
import { DATABASES } from '../../../support/databases';
import { startTestServer, type TestServer } from '../../../support/test-server';

const FROM = '2026-07-01';

/** Changes an object of each kind, adds one and removes one. */
function summer(): EditableJson {
  const document = catalogueDocument2017();
  document['centers'][4].name = { en: 'Mobility', de: 'Mobilität' };
  document['metrics'][0].name = 'Cloud consumption';
  Object.assign(credentialIn(document, '70-534'), { acceptedUntil: '2027-01-01', validityMonths: 24 });
  const devops = document['competencies'][2];
  devops.retiredOn = '2027-06-01';
  devops.paths[0].requires[0].people[0].count = 3;
  document['competencies'][3].paths.pop();
  document['offers'][1].price.amount = 5500.5;
  document['offers'].push({
    key: 'trial',
    name: 'Trial',
    level: 'SILVER',
    price: { amount: 10, currency: 'USD' },
  });
  document['benefits'][1].quantity = 18;
  document['benefits'].splice(6, 2);
  Object.assign(document['policy'], { refundDays: 14, reminderDays: [] });
  return document;
}

const SENTENCES = [
  'The center "Mobility" changes. Name (de): none → "Mobilität".',
  'The competency "DevOps" changes. Retired from: none → 2027-06-01.',
  'The path "DevOps Partner" to DevOps at Silver changes. Requirements: 2 people who each hold 70-496 and 70-498; 1 of them also holds 70-497, PMI-ACP, PSM-I or CSM → 3 people who each hold 70-496 and 70-498; 1 of them also holds 70-497, PMI-ACP, PSM-I or CSM.',
  'The path "Azure Consumption" to Cloud Platform at Gold is removed.',
  'The credential 70-534, "Architecting Microsoft Azure Solutions", changes. Months for which an achievement counts: none → 24. No longer accepted from: 2019-01-01 → 2027-01-01.',
  'The metric "Cloud consumption" changes. Name: "Azure consumption" → "Cloud consumption".',
  'The offer "Gold membership" changes. Price: 5,260.00 USD → 5,500.50 USD.',
  'The offer "Trial" is added.',
  'The benefit "On-premises support incidents" of the membership at Silver changes. Quantity in one term: 15 → 18.',
  'The benefit "Developer subscriptions" is removed from Application Development at Silver.',
  'The benefit "Developer subscriptions" is removed from Application Development at Gold.',
  'The policy of the programme changes. Days in which a refund is possible: 30 → 14. Days before the end of a term with a reminder: 90, 60, 30 and 0 → none.',
];

describe.each(DATABASES)('the changes between catalogue versions on $name', (kind) => {
  let server: TestServer;
  let keeper: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    keeper = await server.person('keeper', ['programme-admin']);
    await storeVersion(server.database, 2, FROM, summer());
    const third = summer();
    third['policy'].refundDays = 30;
    await storeVersion(server.database, 3, '2026-09-01', third);
  });
  afterAll(() => server.stop());

  const changesOf = async (version: number, selection: string, comparedTo?: number) => {
    const { body } = await server.ask(
      `query ($version: Int!, $comparedTo: Int) { catalogueVersion(version: $version) {
        version changes(comparedTo: $comparedTo) { __typename ${selection} } } }`,
      { variables: { version, comparedTo } },
    );
    return body.errors ?? body.data.catalogueVersion.changes;
  };
  const preview = async (document: EditableJson, selection: string, argument = '') => {
    const { body } = await server.ask(
      `query ($document: String!) { previewCatalogue(document: $document, appliesFrom: "2027-01-01") {
        changes${argument} { __typename ${selection} } } }`,
      { variables: { document: JSON.stringify(document) }, as: keeper },
    );
    return body.errors ?? body.data.previewCatalogue.changes;
  };
  const inWords = (changes: readonly EditableJson[]) => changes.map((change) => change['inWords']);

  it('are told in words to anonymous callers, compared to the version before', async () => {
    expect(inWords(await changesOf(2, 'inWords'))).toEqual(SENTENCES);
    expect(inWords(await changesOf(3, 'inWords'))).toEqual([
      'The policy of the programme changes. Days in which a refund is possible: 14 → 30.',
    ]);
  });

  it('have the objects of both versions', async () => {
    const object = (name: string, fields: string) =>
      `${name}Before { id ${fields} } ${name}After { id ${fields} }`;
    const changes = await changesOf(
      2,
      `kind
       ... on CenterChange { key ${object('center', 'name')} }
       ... on CompetencyChange { key ${object('rules', 'retiredOn')} }
       ... on PathChange { competencyKey key ${object('path', 'level')} }
       ... on CredentialChange { code ${object('credential', 'acceptedUntil')} }
       ... on MetricChange { key ${object('metric', 'name')} }
       ... on OfferChange { key ${object('offer', 'price { amount }')} }
       ... on BenefitChange { key level sourceCompetencyKey ${object('benefit', 'quantity')} }
       ... on PolicyChange { policyBefore { refundDays } policyAfter { refundDays } }`,
    );
    expect(changes.map((change: EditableJson) => [change['__typename'], change['kind']])).toEqual([
      ['CenterChange', 'CHANGED'],
      ['CompetencyChange', 'CHANGED'],
      ['PathChange', 'CHANGED'],
      ['PathChange', 'REMOVED'],
      ['CredentialChange', 'CHANGED'],
      ['MetricChange', 'CHANGED'],
      ['OfferChange', 'CHANGED'],
      ['OfferChange', 'ADDED'],
      ['BenefitChange', 'CHANGED'],
      ['BenefitChange', 'REMOVED'],
      ['BenefitChange', 'REMOVED'],
      ['PolicyChange', 'CHANGED'],
    ]);
    const [center, competency, path, removedPath, credential, metric, offer, newOffer, benefit] = changes;
    expect(center).toMatchObject({
      centerBefore: { id: 'ctr_1_mobility' },
      centerAfter: { id: 'ctr_2_mobility' },
    });
    expect(competency).toMatchObject({
      key: 'devops',
      rulesBefore: { retiredOn: null },
      rulesAfter: { retiredOn: '2027-06-01' },
    });
    expect(path).toMatchObject({
      competencyKey: 'devops',
      key: 'devops-partner-silver',
      pathBefore: { id: 'pth_1_devops.devops-partner-silver', level: 'SILVER' },
      pathAfter: { id: 'pth_2_devops.devops-partner-silver', level: 'SILVER' },
    });
    expect(removedPath).toMatchObject({ pathBefore: { level: 'GOLD' }, pathAfter: null });
    expect(credential).toMatchObject({
      code: '70-534',
      credentialBefore: { acceptedUntil: '2019-01-01' },
      credentialAfter: { acceptedUntil: '2027-01-01' },
    });
    expect(metric).toMatchObject({ key: 'azureConsumption', metricAfter: { name: 'Cloud consumption' } });
    expect(offer).toMatchObject({
      offerBefore: { price: { amount: '5260.00' } },
      offerAfter: { price: { amount: '5500.50' } },
    });
    expect(newOffer).toMatchObject({ key: 'trial', offerBefore: null, offerAfter: { id: 'off_2_trial' } });
    expect(benefit).toMatchObject({
      key: 'support-incidents',
      level: 'SILVER',
      sourceCompetencyKey: null,
      benefitBefore: { quantity: 15 },
      benefitAfter: { quantity: 18 },
    });
    expect(changes[9]).toMatchObject({ sourceCompetencyKey: 'application-development', benefitAfter: null });
    expect(changes[11]).toMatchObject({ policyBefore: { refundDays: 30 }, policyAfter: { refundDays: 14 } });
  });

  it('have each changed field with its typed values', async () => {
    const changes = await changesOf(
      2,
      `fields { __typename field inWords
        ... on ChangedText { language textBefore textAfter }
        ... on ChangedNumber { numberBefore numberAfter }
        ... on ChangedNumbers { numbersBefore numbersAfter }
        ... on ChangedDay { dayBefore dayAfter }
        ... on ChangedLevel { levelBefore levelAfter }
        ... on ChangedKey { keyBefore keyAfter }
        ... on ChangedMoney { moneyBefore { amount currency } moneyAfter { amount currency } }
        ... on ChangedRequirements { requirementsBefore requirementsAfter } }`,
    );
    const fields = changes.map((change: EditableJson) => change['fields']);
    expect(fields[0]).toEqual([
      {
        __typename: 'ChangedText',
        field: 'name',
        inWords: 'Name (de): none → "Mobilität"',
        language: 'de',
        textBefore: null,
        textAfter: 'Mobilität',
      },
    ]);
    expect(fields[2]).toMatchObject([
      {
        field: 'requirements',
        requirementsBefore: expect.stringMatching(/^2 people who each hold/),
        requirementsAfter: expect.stringMatching(/^3 people who each hold/),
      },
    ]);
    expect(fields[3]).toMatchObject([
      { field: 'name', textBefore: 'Azure Consumption', textAfter: null },
      { field: 'level', levelBefore: 'GOLD', levelAfter: null },
      { field: 'requirements', requirementsAfter: null },
    ]);
    expect(fields[4]).toMatchObject([
      { __typename: 'ChangedNumber', field: 'validityMonths', numberBefore: null, numberAfter: 24 },
      { field: 'acceptedUntil', dayBefore: '2019-01-01', dayAfter: '2027-01-01' },
    ]);
    expect(fields[6]).toMatchObject([
      {
        field: 'price',
        moneyBefore: { amount: '5260.00', currency: 'USD' },
        moneyAfter: { amount: '5500.50', currency: 'USD' },
      },
    ]);
    expect(fields[11]).toMatchObject([
      { field: 'refundDays', numberBefore: 30, numberAfter: 14 },
      { field: 'reminderDays', numbersBefore: [90, 60, 30, 0], numbersAfter: [] },
    ]);
  });

  it('can be asked between any two versions, in either direction', async () => {
    expect(inWords(await changesOf(3, 'inWords', 1))).toEqual(
      SENTENCES.map((sentence) => sentence.replace(' Days in which a refund is possible: 30 → 14.', '')),
    );
    expect(inWords(await changesOf(1, 'inWords', 2))).toContain('The offer "Trial" is removed.');
    expect(await changesOf(2, 'inWords', 2)).toEqual([]);
  });

  it('are empty for the first version, unless another version is given', async () => {
    expect(await changesOf(1, 'inWords')).toEqual([]);
  });

  it('refuse a version that does not exist, and keep the rest of the answer', async () => {
    for (const comparedTo of [0, 4, -1]) {
      const { body } = await server.ask(
        `{ catalogueVersion(version: 2) { version changes(comparedTo: ${comparedTo}) { inWords } } }`,
      );
      expect(body.data).toEqual({ catalogueVersion: { version: 2, changes: null } });
      expect(body.errors).toMatchObject([
        {
          message: `The catalogue has no version ${comparedTo}. Give a number from 1 to 3.`,
          extensions: {
            code: 'BAD_USER_INPUT',
            refusals: [{ code: 'NOT_FOUND', path: ['comparedTo'] }],
          },
        },
      ]);
    }
  });

  it('compare a document with the newest version, or with any other', async () => {
    const document = summer();
    expect(inWords(await preview(document, 'inWords'))).toEqual([
      'The policy of the programme changes. Days in which a refund is possible: 30 → 14.',
    ]);
    expect(inWords(await preview(document, 'inWords', '(comparedTo: 1)'))).toEqual(SENTENCES);
    expect(await preview(document, 'inWords', '(comparedTo: 2)')).toEqual([]);
    const [error] = await preview(document, 'inWords', '(comparedTo: 4)');
    expect(error).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });

  it('have values of a document, but no objects with ids', async () => {
    const changes = await preview(
      summer(),
      `... on OfferChange { key offerBefore { id } offerAfter { id } fields { field }}
       ... on PolicyChange { policyAfter { refundDays } }`,
      '(comparedTo: 1)',
    );
    expect(changes.filter(({ __typename }: EditableJson) => __typename === 'OfferChange')).toEqual([
      {
        __typename: 'OfferChange',
        key: 'gold-membership',
        offerBefore: { id: 'off_1_gold-membership' },
        offerAfter: null,
        fields: [{ field: 'price' }],
      },
      {
        __typename: 'OfferChange',
        key: 'trial',
        offerBefore: null,
        offerAfter: null,
        fields: [{ field: 'name' }, { field: 'level' }, { field: 'price' }],
      },
    ]);
    expect(changes.at(-1)).toMatchObject({ policyAfter: { refundDays: 14 } });
  });

  it('take no more statements than the versions', async () => {
    await changesOf(2, 'inWords');
    expect(server.log.at(-1)?.['statements']).toBe(1);
  });
});
