import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createClient, type Client } from '../../../client/sdk';
import { checkCase, type Said } from '../../../server/cases/check-case';
import { loadCases } from '../../../server/cases/load-cases';
import { storeFirstCatalogue } from '../../../server/commands/store-first-catalogue';
import { emptyTables } from '../../../server/db/empty-tables';
import { day, type Day } from '../../../server/rules';
import type { Told } from '../../support/commands';
import { DATABASES } from '../../support/databases';
import { CannotBeSaid, tellFacts } from '../../support/tell-facts';
import { startTestServer, type TestServer } from '../../support/test-server';

const CASES = join(__dirname, '../../cases');
const CATALOGUES = join(__dirname, '../../../server/catalogue');
const FILES = readdirSync(CASES).filter((file) => file.endsWith('.json'));

/** Later than everything in any case. */
const LAST_DAY = day('2040-01-01');

/** What no agent could tell, and why: the reason is in the message of the error. */
const CANNOT_BE_SAID: Readonly<Record<string, string>> = {
  'what is withheld later in the term stays on show, and is at risk while that lasts to the renewal day':
    'an override without an end',
};

const DAYS_MOST = 15;

const STATUS = `
  eligibleLevels renewalAtRisk willBeEligible
  displayedCompetencies { competency { key } level }
  renewalRisk { renewalAtRisk willBeEligible }
  competencies { key attainedLevel paths { path { level } holds } }`;

describe.each(DATABASES)('the cases, told by commands and asked of the API, on $name', (kind) => {
  describe.each(FILES)('%s', (file) => {
    const { cases, catalogueFile } = loadCases(join(CASES, file), CATALOGUES);
    let server: TestServer;
    let header: string;
    let agent: Client;
    let today = LAST_DAY;

    beforeAll(async () => {
      server = await startTestServer(kind, {
        clock: () => new Date(`${today}T09:00:00Z`),
        config: { today: null, rateLimits: NO_RATES },
      });
      header = await server.person('agent', ['agent']);
      agent = createClient({ url: `${server.url}/graphql`, token: header.replace('Bearer ', '') });
    });
    afterAll(() => server.stop());

    beforeEach(async () => {
      await emptyTables(server.database);
      await storeFirstCatalogue(server.database, { file: catalogueFile, timeZone: 'UTC' }, new Date());
    });

    const tell = ({ name, facts }: (typeof cases)[number]) =>
      tellFacts({ agent, lastDay: LAST_DAY, goTo: (to) => (today = to) }, name, facts);

    it.each(cases.filter(({ name }) => !(name in CANNOT_BE_SAID)))('$name', async (one) => {
      const id = await tell(one);
      const said = await saidByApi(
        id,
        one.expect.map(({ on }) => on),
      );
      const answers = checkCase(one, said);
      expect(answers.length).toBeGreaterThan(0);
      expect(answers.filter(({ expected, got }) => expected !== got)).toEqual([]);
    });

    const unsaid = cases.filter(({ name }) => name in CANNOT_BE_SAID);
    if (unsaid.length > 0) {
      it.each(unsaid)('there are no words for: $name', async (one) => {
        await expect(tell(one)).rejects.toEqual(new CannotBeSaid(CANNOT_BE_SAID[one.name]));
      });
    }

    async function saidByApi(id: string, days: readonly Day[]): Promise<(on: Day) => Said> {
      const said = new Map<Day, Said>();
      for (let i = 0; i < days.length; i += DAYS_MOST) {
        const asked = days.slice(i, i + DAYS_MOST);
        const statuses = asked.map((on, place) => `on${place}: status(on: "${on}") { ${STATUS} }`);
        const { body } = await server.ask(`{ organization(id: "${id}") { ${statuses.join(' ')} } }`, {
          as: header,
        });
        expect(body.errors).toBeUndefined();
        asked.forEach((on, place) => said.set(on, asSaid(body.data.organization[`on${place}`])));
      }
      return (on) => {
        const found = said.get(on);
        if (found === undefined) throw new Error(`Nobody has asked for ${on}.`);
        return found;
      };
    }
  });
});

const NO_RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };

function asSaid(status: Told): Said {
  const { eligibleLevels, renewalAtRisk, willBeEligible, renewalRisk, competencies } = status;
  // The flags come with the risk, too.
  expect(renewalRisk).toEqual({ renewalAtRisk, willBeEligible });
  return {
    eligibleLevels,
    renewalAtRisk,
    willBeEligible,
    attained: Object.fromEntries(
      competencies
        .filter(({ attainedLevel }: Told) => attainedLevel !== null)
        .map(({ key, attainedLevel }: Told) => [key, attainedLevel]),
    ),
    displayed: Object.fromEntries(
      status.displayedCompetencies.map(({ competency, level }: Told) => [competency.key, level]),
    ),
    holds: (competency, level) =>
      competencies
        .filter(({ key }: Told) => key === competency)
        .flatMap(({ paths }: Told) => paths)
        .some(({ path, holds }: Told) => path.level === level && holds),
  };
}
