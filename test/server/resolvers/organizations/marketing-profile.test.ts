import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../../../server/demo/load-demo';
import { addDays, day, displayedSince, runningTerm, type Day } from '../../../../server/rules';
import { catalogue2017 } from '../../../support/catalogue';
import type { AnyJson } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storePerson } from '../../../support/facts';
import { factsOf, readFactRows, type FactRows } from '../../../support/facts-of';
import { startTestServer, TODAY, type TestServer } from '../../../support/test-server';

const today = day(TODAY);
const versions = [catalogue2017];
const PROFILE = `
  name description city country website languages membershipLevel
  displayedCompetencies { competency { key } level from }`;

describe.each(DATABASES)('the public profile on $name', (kind) => {
  let server: TestServer;
  let rows: FactRows;
  const header: Record<string, string> = {};

  beforeAll(async () => {
    server = await startTestServer(kind, { config: { rateLimits: NO_RATES } });
    await loadDemo(server.database, today, new Date());
    rows = await readFactRows(server.database);
    header['agent'] = await server.person('agent', ['agent']);
    for (const who of ['employee', 'stranger'] as const) {
      const isOwn = ({ key }: { key: string }) => (key === memberWithMost()) === (who === 'employee');
      await storePerson(server.database, who, {
        organizationId: rows.organizations.find(isOwn)?.id ?? '',
      });
      header[who] = await server.person(who);
    }
  });
  afterAll(() => server.stop());

  const ask = async (query: string, as?: string) => {
    const { body } = await server.ask(query, as === undefined ? {} : { as });
    return body;
  };

  it("equals the rules' answer for every organization, for anonymous callers", async () => {
    let profiles = 0;
    for (const organization of rows.organizations) {
      const facts = factsOf(rows, organization);
      for (const on of [today, addDays(today, -200), addDays(today, -500)]) {
        const { data, errors } = await ask(`{ organization(by: { key: "${organization.key}" }) {
          displayedCompetencies(on: "${on}") { competency { key } level from }
          marketingProfile(on: "${on}") { ${PROFILE} }
        } }`);
        expect(errors).toBeUndefined();
        const shown = [...displayedSince(versions, facts, on)].map(([key, { level, from }]) => ({
          competency: { key },
          level,
          from,
        }));
        const term = runningTerm(facts.memberships, on);
        expect(data.organization.displayedCompetencies).toEqual(shown);
        expect(data.organization.marketingProfile).toEqual(
          term && {
            name: organization.name,
            description: organization.description,
            city: organization.city,
            country: organization.country,
            website: organization.website,
            languages: organization.languages.split(','),
            membershipLevel: term.level,
            displayedCompetencies: shown,
          },
        );
        if (term !== null) profiles++;
      }
    }
    expect(profiles).toBeGreaterThan(30);
  });

  it('is null before the first day of a term, and on its end', async () => {
    const { organizationId, fromDay, untilDay } = onlyTerm();
    const { key } = rows.organizations.find(({ id }) => id === organizationId) ?? {};
    const profileOn = async (on: Day) => {
      const { data } = await ask(
        `{ organization(by: { key: "${key}" }) { displayedCompetencies(on: "${on}") { level } marketingProfile(on: "${on}") { name } } }`,
        header['agent'],
      );
      const { marketingProfile, displayedCompetencies } = data.organization;
      if (marketingProfile === null) expect(displayedCompetencies).toEqual([]);
      return marketingProfile !== null;
    };
    expect(await profileOn(addDays(fromDay, -1))).toBe(false);
    expect(await profileOn(fromDay)).toBe(true);
    expect(await profileOn(addDays(untilDay, -1))).toBe(true);
    expect(await profileOn(untilDay)).toBe(false);
  });

  it.each(['marketingProfile(on: $on) { name }', 'displayedCompetencies(on: $on) { level }'])(
    'shows %s on a future day only to the organization and the vendor',
    async (field) => {
      const admittedOn = async (on: Day) => {
        const document = `query ($key: String!, $on: LocalDate) { organization(by: { key: $key }) { ${field} } }`;
        const admitted: string[] = [];
        for (const who of ['anyone', 'stranger', 'employee', 'agent']) {
          const as = header[who];
          const { body } = await server.ask(document, {
            variables: { key: memberWithMost(), on },
            ...(as !== undefined && { as }),
          });
          if (body.errors === undefined) admitted.push(who);
          else {
            expect(body.errors[0].message).toBe(
              `The profile for ${on} is not public yet. Give today, ${TODAY}, or an earlier day.`,
            );
            expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
          }
        }
        return admitted;
      };
      expect(await admittedOn(today)).toEqual(['anyone', 'stranger', 'employee', 'agent']);
      expect(await admittedOn(addDays(today, 1))).toEqual(['employee', 'agent']);
    },
  );

  it('takes the same number of statements for 1, 20 and all organizations', async () => {
    const statements: unknown[] = [];
    for (const first of [1, 20, rows.organizations.length]) {
      const { data } = await ask(
        `{ organizations(first: ${first}) { nodes { displayedCompetencies { from } marketingProfile { ${PROFILE} } } } }`,
        header['agent'],
      );
      expect(data.organizations.nodes).toHaveLength(first);
      expect(
        data.organizations.nodes.some(({ marketingProfile }: AnyJson) => marketingProfile !== null),
      ).toBe(true);
      statements.push(server.log.at(-1)?.['statements']);
    }
    // Statements for the caller, the organizations, the programme, and the stored spans.
    expect(statements).toEqual([4, 4, 4]);
  });

  function memberWithMost(): string {
    const [most] = rows.organizations
      .map((organization) => ({
        key: organization.key,
        shown: displayedSince(versions, factsOf(rows, organization), today).size,
      }))
      .sort((a, b) => b.shown - a.shown);
    return most?.key ?? '';
  }

  function onlyTerm() {
    const membership = rows.memberships.find(
      ({ organizationId, untilDay }) =>
        untilDay > today &&
        rows.memberships.filter((other) => other.organizationId === organizationId).length === 1,
    );
    if (membership === undefined) throw new Error('The demo has no organization with one term only.');
    return membership;
  }
});

const NO_RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };
