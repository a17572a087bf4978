import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueDocument2017 } from '../../../support/catalogue';
import { DATABASES } from '../../../support/databases';
import { startTestServer, type TestServer } from '../../../support/test-server';

const BUILT_IN = readFileSync(join(__dirname, '../../../../server/catalogue/catalogue-2017.json'), 'utf8');
const PUBLISH = `mutation ($input: PublishCatalogueInput!) {
  publishCatalogue(input: $input) { catalogue { version document } refusals { message } } }`;

describe.each(DATABASES)('the document of a catalogue version on $name', (kind) => {
  let server: TestServer;
  let keeper: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    keeper = await server.person('keeper', ['programme-admin']);
  });
  afterAll(() => server.stop());

  const documentOf = async (version: number): Promise<string> => {
    const { body } = await server.ask(
      'query ($version: Int!) { catalogueVersion(version: $version) { document } }',
      { variables: { version }, as: keeper },
    );
    return body.data.catalogueVersion.document;
  };
  const problemsOf = async (document: string) => {
    const { body } = await server.ask(
      'query ($document: String!) { checkCatalogue(document: $document) { place message } }',
      { variables: { document }, as: keeper },
    );
    return body.data.checkCatalogue;
  };
  const publish = async (document: string) => {
    const input = { document, appliesFrom: '2026-07-01', reason: 'The rules of the summer.' };
    const { body } = await server.ask(PUBLISH, { variables: { input }, as: keeper });
    return body.data.publishCatalogue;
  };

  it('is the configured file for version 1', async () => {
    expect(await documentOf(1)).toBe(BUILT_IN);
  });

  it('is exactly what was published, and can be published again', async () => {
    const changed = catalogueDocument2017();
    changed['note'] = 'Prices as agreed in May. 价格 ☂ 😀';
    changed['offers'][0].name = { en: 'Silver', ru: 'Серебро', de: 'Silber' };
    const text = JSON.stringify(changed, null, '\t').replace('"amount": 1850,', '"amount": 1850.00,');
    expect(text).toContain('1850.00');
    const { catalogue, refusals } = await publish(text);
    expect([refusals, catalogue.document]).toEqual([[], text]);
    const document = await documentOf(catalogue.version);
    expect(await problemsOf(document)).toEqual([]);
    const again = await publish(document);
    expect([again.refusals, again.catalogue.document]).toEqual([[], text]);
    expect(again.catalogue.version).toBe(catalogue.version + 1);
  });

  it('can be published again when it is version 1', async () => {
    expect(await problemsOf(await documentOf(1))).toEqual([]);
  });

  it('keeps texts in all languages, while the catalogue shows English', async () => {
    const changed = catalogueDocument2017();
    const texts = (en: string) => ({ de: `${en} (de)`, en, 'pt-BR': `${en} (pt)` });
    Object.assign(changed['metrics'][0], { name: texts('Cloud use'), unit: texts('dollars') });
    Object.assign(changed['credentials'][0], { title: texts('Title'), description: texts('Exam') });
    Object.assign(changed['competencies'][0], { name: texts('Apps'), description: texts('Area') });
    Object.assign(changed['benefits'][0], { name: texts('Pack'), description: 'Software' });
    changed['centers'][0].name = texts('Center');
    changed['offers'][0].name = texts('Silver');
    changed['competencies'][0].paths[0].name = texts('Path');
    changed['competencies'][0].paths[0].requires = [
      { metric: 'azureConsumption', months: 12, atLeast: { DEVELOPED: 1500, DEVELOPING: null } },
    ];
    const { catalogue } = await publish(JSON.stringify(changed));
    const { body } = await server.ask(
      `query ($version: Int!) { catalogueVersion(version: $version) {
        centers { name } metrics { name unit } credentials { title description }
        competencies { name description paths { name inWords } } benefits { name description } offers { name } } }`,
      { variables: { version: catalogue.version } },
    );
    const first = Object.fromEntries(
      Object.entries<unknown[]>(body.data.catalogueVersion).map(([list, [entry]]) => [list, entry]),
    );
    expect(first).toMatchObject({
      centers: { name: 'Center' },
      metrics: { name: 'Cloud use', unit: 'dollars' },
      credentials: { title: 'Title', description: 'Exam' },
      competencies: { name: 'Apps', description: 'Area' },
      benefits: { name: 'Pack', description: 'Software' },
      offers: { name: 'Silver' },
    });
    expect(body.data.catalogueVersion.competencies[0].paths[0]).toEqual({
      name: 'Path',
      inWords:
        'Cloud use of at least 1,500 dollars over 12 months (developed markets), closed to developing markets.',
    });
    expect(body.data.catalogueVersion.credentials[1].description).toBeNull();
  });

  it('takes one statement, for any number of versions', async () => {
    await server.ask('{ catalogueVersions { version document } }', { as: keeper });
    const withDocuments = Number(server.log.at(-1)?.['statements']);
    await server.ask('{ catalogueVersions { version } }', { as: keeper });
    expect(withDocuments).toBe(Number(server.log.at(-1)?.['statements']) + 1);
  });
});
