import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { EVALUATION_WEIGHTS } from '../../../server/request/meter';
import { Scheduler } from '../../../server/request/scheduling/scheduler';
import { addDays, day } from '../../../server/rules';
import { DATABASES } from '../../support/databases';
import { storeAchievements, storeOrganizations, storePerson } from '../../support/facts';
import { refillAll } from '../../support/refill-all';
import { startTestServer, TODAY, type Answer, type TestServer } from '../../support/test-server';

const today = day(TODAY);
const PEOPLE = 120;
/** 120 people with two achievements each: 360, rounded up to the next hundred. */
const SIZE = 4;
const LENGTH = 6000;

describe.each(DATABASES)('evaluations on $name', (kind) => {
  let server: TestServer;
  let poor: TestServer;
  let agent: string;

  beforeAll(async () => {
    server = await startTestServer(kind);
    poor = await startTestServer(kind, {
      config: { rateLimits: { anonymous: 1000, person: 1000, apiKey: 1000, agent: 60 } },
    });
    for (const { database } of [server, poor]) await storeLarge(database);
    agent = await server.person('agent', ['agent']);
  });
  afterAll(() => Promise.all([server.stop(), poor.stop()]));

  const storeLarge = async (database: TestServer['database']) => {
    await storeOrganizations(database, { id: 'large' });
    for (let n = 0; n < PEOPLE; n++) {
      const id = `person-${n}`;
      await storePerson(database, id, { organizationId: 'large', role: n === 0 ? 'ADMIN' : 'MEMBER' });
      await storeAchievements(database, id, '70-480', '70-483');
    }
    await refillAll(database);
  };
  /** Pads every document to the same length, so that reading costs the same. */
  const ask = (fields: string) => {
    const document = `{ organization(by: { key: "large" }) { ${fields} } }`;
    const padding = ' '.repeat(LENGTH - JSON.stringify(document).length);
    return server.ask(document + padding, { as: agent });
  };
  const requestedBy = ({ body }: Answer): number => body.extensions.cost.requested;
  const costOf = (answer: Answer): number => {
    expect(answer.body.errors).toBeUndefined();
    return requestedBy(answer);
  };
  const pointsOf = async (fields: string) => costOf(await ask(fields)) - costOf(await ask('name'));

  it.each<[string, number, number]>([
    ['eligibleLevels', 0, EVALUATION_WEIGHTS.status],
    ['status { renewalAtRisk }', 1, EVALUATION_WEIGHTS.status],
    ['competency(key: "devops") { attainedLevel }', 1, EVALUATION_WEIGHTS.status],
    [
      'competency(key: "devops") { paths { holds } }',
      4,
      EVALUATION_WEIGHTS.status + EVALUATION_WEIGHTS.explanation,
    ],
    ['forecast { on }', 20, EVALUATION_WEIGHTS.forecast],
    ['plan(level: GOLD) { credentials }', 10, EVALUATION_WEIGHTS.plan],
    ['criticalPeople { losesRenewal }', 5, EVALUATION_WEIGHTS.criticalPeople],
    [
      'whatIf(changes: []) { differences { inWords } }',
      5,
      EVALUATION_WEIGHTS.whatIf + 2 * EVALUATION_WEIGHTS.status,
    ],
    ['renewalRisk { inWords }', 1, EVALUATION_WEIGHTS.plan + EVALUATION_WEIGHTS.status],
    ['membershipQuote(offer: "gold-membership") { kind }', 1, EVALUATION_WEIGHTS.quote],
  ])('are priced by their kind and the size of the organization: %s', async (field, objects, weight) => {
    const [row] = await server.database.rows<{ size: number }>(
      "SELECT size FROM organization WHERE id = 'large'",
    );
    expect(row?.size).toBe(SIZE);
    expect(await pointsOf(field)).toBe(objects + weight * SIZE);
  });

  it('are charged once per day and arguments', async () => {
    const status = EVALUATION_WEIGHTS.status * SIZE;
    expect(await pointsOf('a: eligibleLevels b: eligibleLevels c: eligibleLevels')).toBe(status);
    expect(await pointsOf('eligibleLevels status { renewalAtRisk } renewalAtRisk')).toBe(1 + status);
    expect(await pointsOf(`a: eligibleLevels b: eligibleLevels(on: "${addDays(today, 1)}")`)).toBe(
      2 * status,
    );
    const [gold, silver] = ['plan(level: GOLD) { credentials }', 'plan(level: SILVER) { credentials }'];
    expect(await pointsOf(`a: ${gold} b: ${gold}`)).toBe(20 + EVALUATION_WEIGHTS.plan * SIZE);
    expect(await pointsOf(`a: ${gold} b: ${silver}`)).toBe(20 + 2 * EVALUATION_WEIGHTS.plan * SIZE);
  });

  it('are charged again after a command', async () => {
    const commands = async (count: number, field: string) => {
      const command = `updateOrganization(input: { organizationId: "org_large", expectedVersion: 99, city: "Kiel" }) {
        query { organization(by: { key: "large" }) { ${field} } }
      }`;
      const document = `mutation { ${Array.from({ length: count }, (_, i) => `a${i}: ${command}`).join(' ')} }`;
      return costOf(await server.ask(document.padEnd(LENGTH), { as: agent }));
    };
    const pointsWith = async (count: number) =>
      (await commands(count, 'eligibleLevels')) - (await commands(count, 'name'));
    expect(await pointsWith(1)).toBe(EVALUATION_WEIGHTS.status * SIZE);
    expect(await pointsWith(3)).toBe(3 * EVALUATION_WEIGHTS.status * SIZE);
  });

  it('cost more with hypothetical people and achievements', async () => {
    const whatIf = (count: number) => {
      const joining = '{ personJoins: { credentials: ["70-480"] } }'.repeat(count);
      return pointsOf(`whatIf(changes: [${joining}]) { differences { aspect } }`);
    };
    const weight = EVALUATION_WEIGHTS.whatIf + EVALUATION_WEIGHTS.status;
    // One person with one achievement counts as a full hundred, and a hundred such people as two hundreds.
    expect((await whatIf(1)) - (await whatIf(0))).toBe(weight);
    expect((await whatIf(100)) - (await whatIf(0))).toBe(2 * weight);
  });

  describe('of a query with one failing field', () => {
    const run = jest.spyOn(Scheduler.prototype, 'run');
    const workOf = async (fields: string) => {
      const before = run.mock.calls.length;
      const answer = await ask(fields);
      const { statements } = await server.logged(answer);
      return { answer, statements, rules: run.mock.calls.length - before, cost: requestedBy(answer) };
    };
    const EVALUATED = `a: eligibleLevels b: eligibleLevels c: forecast { on } d: forecast { on }
      e: competencies { attainedLevel paths { holds } } f: competencies { attainedLevel }
      g: criticalPeople { losesRenewal } h: whatIf(changes: []) { differences { inWords } }`;

    it.each([
      ['immediately', 'competencies(center: "nowhere") { attainedLevel }', 18],
      ['after its evaluation', `forecast(until: "${TODAY}") { on }`, 20],
      ['before the others', `z: forecast(until: "${TODAY}") { on }`, 20],
    ])('are read, run and charged once when the field fails %s', async (when, failing, objects) => {
      // The first request of a server also reads the catalogue.
      await ask('eligibleLevels');
      const successful = await workOf(EVALUATED);
      const failed = await workOf(when === 'before the others' ? failing + EVALUATED : EVALUATED + failing);
      expect(successful.answer.body.errors).toBeUndefined();
      expect(failed.answer.body.errors).toHaveLength(1);
      expect(failed.answer.body.data.organization).toMatchObject(successful.answer.body.data.organization);
      const { statements, rules, cost } = failed;
      expect({ statements, rules, cost }).toEqual({
        statements: successful.statements,
        rules: successful.rules,
        cost: successful.cost + objects,
      });
    });
  });

  it('are null with RATE_LIMITED when points are missing, and the rest of the answer is sent', async () => {
    const as = await poor.person('agent', ['agent']);
    const { status, body, headers } = await poor.ask(
      `{ organization(by: { key: "large" }) { name eligibleLevels plan(level: GOLD) { credentials } forecast { on } } }`,
      { as },
    );
    expect(status).toBe(200);
    expect(headers.get('retry-after')).toBeNull();
    expect(body.data.organization).toMatchObject({ name: 'large', eligibleLevels: expect.any(Array) });
    const refused = body.errors.map(({ path, extensions }: AnyError) => [path.join('.'), extensions.code]);
    expect(refused).toContainEqual(['organization.forecast', 'RATE_LIMITED']);
    for (const { extensions } of body.errors) {
      expect(extensions.retryAfterSeconds).toBeGreaterThan(0);
      expect(extensions.retryAfterSeconds).toBeLessThanOrEqual(60);
    }
  });

  it('fail the whole command when points are missing', async () => {
    const as = await poor.person('second', ['agent']);
    const record = (external: string) =>
      poor.ask(
        `mutation { recordAchievement(input: {
          employeeId: "emp_person-1", credential: "70-487", earnedOn: "${TODAY}", source: "commands", externalId: "${external}"
        }) { achievement { id } refusals { code } } }`,
        { as },
      );
    const outcomes: string[] = [];
    for (let n = 0; n < 10; n++) {
      const { status, body } = await record(`n${n}`);
      if (status === 429) break;
      outcomes.push(body.errors === undefined ? 'done' : body.errors[0].extensions.code);
    }
    expect(outcomes[0]).toBe('done');
    expect(outcomes.at(-1)).toBe('RATE_LIMITED');
    const stored = await poor.database.rows("SELECT id FROM achievement WHERE source = 'commands'");
    expect(stored).toHaveLength(outcomes.filter((outcome) => outcome === 'done').length);
  });

  it.each([
    [
      'purchase',
      `purchaseMembership(input: {
        organizationId: "org_large", offer: "gold-membership", kind: NEW, paymentReference: "INV-1",
        expectedTotal: { amount: "1.00", currency: "USD" }
      })`,
    ],
    [
      'redemption',
      'redeemBenefit(input: { organizationId: "org_large", benefit: "advisory-hours", quantity: 1 })',
    ],
  ])('are charged for each %s, even a refused one', async (_name, command) => {
    const as = await server.person('person-0');
    const costOf = async (count: number) => {
      const commands = Array.from({ length: count }, (_, i) => `a${i}: ${command} { refusals { code } }`);
      const { body } = await server.ask(`mutation { ${commands.join(' ')} }`, { as });
      for (let i = 0; i < count; i++) expect(body.data[`a${i}`].refusals).not.toEqual([]);
      return body.extensions.cost.requested;
    };
    expect((await costOf(5)) - (await costOf(1))).toBeGreaterThanOrEqual(4 * EVALUATION_WEIGHTS.quote * SIZE);
  });

  it('are refused beyond 500 pairs of organization and day', async () => {
    await storeOrganizations(
      server.database,
      ...Array.from({ length: 99 }, (_, n) => ({ id: `small-${n}` })),
    );
    await refillAll(server.database);
    const ids = ['large', ...Array.from({ length: 99 }, (_, n) => `small-${n}`)].map((id) => `org_${id}`);
    const { status, body } = await server.ask(
      `{ nodes(ids: ${JSON.stringify(ids)}) { ... on Organization { ${Array.from(
        { length: 6 },
        (_, i) => `a${i}: eligibleLevels(on: "${addDays(today, -i)}")`,
      ).join(' ')} } } }`,
      { as: agent },
    );
    expect(status).toBe(200);
    expect(body.errors).toHaveLength(100);
    expect(body.errors[0]).toMatchObject({
      message:
        'The request would evaluate more than 500 combinations of an organization and a day. Ask for fewer organizations or days.',
      extensions: { code: 'TOO_EXPENSIVE' },
    });
    expect(body.data.nodes[0].a0).toEqual(expect.any(Array));
  });

  it('are priced by the stored size, which commands keep up to date', async () => {
    const sizeOf = async (id: string) => {
      const [row] = await server.database.rows<{ size: number }>(
        'SELECT size FROM organization WHERE id = ?',
        [id],
      );
      return row?.size;
    };
    await storeOrganizations(server.database, { id: 'growing' });
    for (let n = 0; n < 60; n++)
      await storePerson(server.database, `new-${n}`, { organizationId: 'growing' });
    await refillAll(server.database);
    expect(await sizeOf('growing')).toBe(1);
    const rows = Array.from({ length: 41 }, (_, n) => ({
      employee: { id: `emp_new-${n}` },
      credential: '70-480',
      earnedOn: TODAY,
      externalId: `growing ${n}`,
    }));
    const { body } = await server.ask(
      'mutation ($input: ImportAchievementsInput!) { importAchievements(input: $input) { counts { created } } }',
      { as: agent, variables: { input: { source: 'test', rows } } },
    );
    expect(body.data.importAchievements.counts.created).toBe(41);
    expect(await sizeOf('growing')).toBe(2);
  });
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the tests assert the shape of answers
type AnyError = any;
