import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from '../../client/sdk';
import { catalogueDocument2017, type Editable } from '../support/catalogue';
import { DATABASES } from '../support/databases';
import { storeOrganizations } from '../support/facts';
import { startTestServer, type TestServer } from '../support/test-server';

describe.each(DATABASES)('a catalogue through the typed client on $name', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(kind);
    await storeOrganizations(server.database, { id: 'o1', name: 'Alpha' }, { id: 'o2', name: 'Beta' });
    await server.database.transaction(async (transaction) => {
      await transaction.change(
        'INSERT INTO competency_override (id, organizationId, competency, effect, level, reason, fromDay, untilDay, placedAt, placedBy, version)' +
          " VALUES ('g1', 'o2', 'devops', 'GRANT', 'GOLD', 'test', '2026-01-01', '2026-09-01', '2026-01-01 00:00:00.000', 'test', 1)",
      );
    });
  });
  afterAll(() => server.stop());

  const client = async (...roles: string[]) =>
    createClient({
      url: `${server.url}/graphql`,
      token: (await server.person('keeper', roles)).replace('Bearer ', ''),
    });

  it('is checked, previewed and published', async () => {
    const laurel = await client('programme-admin');
    const written: Editable = catalogueDocument2017();
    written['competencies'][2].retiredOn = '2026-08-01';
    written['competencies'][2].center = 'bakery';
    const appliesFrom = '2026-07-01';
    expect(await laurel.catalogue.check({ document: JSON.stringify(written), appliesFrom })).toEqual([
      { place: 'competencies[2].center', message: 'the center "bakery" is not in this catalogue' },
    ]);

    written['competencies'][2].center = 'application-development';
    const document = JSON.stringify(written);
    expect(await laurel.catalogue.check({ document })).toEqual([]);
    expect(await laurel.catalogue.preview({ document, appliesFrom, first: 10 })).toMatchObject({
      version: 2,
      appliesFrom,
      organizationCount: 2,
      gainingCount: 0,
      losingCount: 1,
      organizations: {
        totalCount: 1,
        nodes: [
          {
            organization: { id: 'org_o2', name: 'Beta' },
            effects: [
              {
                aspect: 'ATTAINED',
                competencyKey: 'devops',
                levelBefore: 'GOLD',
                levelAfter: null,
                isGain: false,
                from: '2026-08-01',
                until: '2026-09-01',
                inWords: 'DevOps is attained at no level instead of Gold.',
              },
              { aspect: 'ELIGIBLE', competencyKey: null, levelBefore: 'GOLD', levelAfter: null },
            ],
          },
        ],
      },
    });

    const { catalogue, refusals } = await laurel.catalogue.publish({
      document,
      appliesFrom,
      reason: 'DevOps retires.',
    });
    expect([catalogue, refusals]).toEqual([{ id: 'cat_2', version: 2, appliesFrom }, []]);
    const [, , devOps] = await laurel.competencies.list({ on: appliesFrom });
    expect(devOps).toMatchObject({ key: 'devops', retiredOn: '2026-08-01' });
  });

  it('is not for agents', async () => {
    const laurel = await client('agent');
    const given = { document: '{}', appliesFrom: '2026-07-01' };
    const asked = await Promise.allSettled([
      laurel.catalogue.check(given),
      laurel.catalogue.preview({ ...given, first: 1 }),
      laurel.catalogue.publish({ ...given, reason: 'None.' }),
    ]);
    expect(asked).toMatchObject(asked.map(() => ({ status: 'rejected', reason: { code: 'FORBIDDEN' } })));
  });
});
