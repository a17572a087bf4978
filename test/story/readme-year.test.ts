import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyJson } from '../support/commands';
import { DATABASES } from '../support/databases';
import { storeAchievements, storeOrganizations, storePerson } from '../support/facts';
import { startTestServer, type TestServer } from '../support/test-server';

const README = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

interface Example {
  readonly day: string;
  readonly document: string;
  readonly answer: unknown;
}

function examples(): readonly Example[] {
  const [, section = ''] = /^## A year in the life of a partner$([^]*?)^## /m.exec(README) ?? [];
  let day = '';
  let document = '';
  const all: Example[] = [];
  for (const [, date, month, year, language, text = ''] of section.matchAll(
    /^\*\*(\d+) (\w+) (\d{4})\.\*\*|^```(graphql|json)\n([^]*?)^```$/gm,
  )) {
    if (language === undefined) {
      day = `${year}-${String(MONTHS.indexOf(month ?? '') + 1).padStart(2, '0')}-${date?.padStart(2, '0')}`;
    } else if (language === 'graphql') {
      document = text;
    } else {
      all.push({ day, document, answer: JSON.parse(text) });
    }
  }
  return all;
}

describe.each(DATABASES)('the year in the README, on $name', (kind) => {
  let server: TestServer;
  let clock = new Date('2026-03-02T09:00:00Z');
  let ada: string;
  const NORDLICHT = 'org_nordlicht';

  beforeAll(async () => {
    server = await startTestServer(kind, { clock: () => clock, config: { today: null } });
    const { database } = server;
    await storeOrganizations(database, { id: 'nordlicht', name: 'Nordlicht', city: 'Kiel' });
    await storePerson(database, 'Ada', { organizationId: 'nordlicht', role: 'ADMIN' });
    for (const name of ['Ben', 'Cem', 'Dora'])
      await storePerson(database, name, { organizationId: 'nordlicht' });
    await storeAchievements(database, 'Ada', '70-480');
    await storeAchievements(database, 'Ben', '70-532');
    ada = await server.person('Ada');
  });
  afterAll(() => server.stop());

  const execute = async (as: string, command: string, input: object): Promise<void> => {
    const type = `${command[0]?.toUpperCase()}${command.slice(1)}Input`;
    const { body } = await server.ask(
      `mutation ($input: ${type}!) { ${command}(input: $input) { refusals { message } } }`,
      { as, variables: { input } },
    );
    expect(body).toMatchObject({ data: { [command]: { refusals: [] } } });
  };
  const recordCertifications = async (earnedOn: string, ...names: readonly string[]) => {
    const agent = await server.person('agent', ['agent']);
    for (const name of names) {
      const input = { employeeId: `emp_${name}`, credential: 'MCSD-APP-BUILDER', earnedOn, externalId: name };
      await execute(agent, 'recordAchievement', input);
    }
  };

  /** The events that precede the requests of each day, as the section describes them. */
  const EVENTS: Readonly<Record<string, () => Promise<void>>> = {
    '2026-06-10': () => recordCertifications('2026-06-08', 'Ada', 'Ben', 'Cem', 'Dora'),
    '2026-12-01': () =>
      execute(ada, 'endAffiliation', { affiliationId: 'aff_Dora-0', on: '2027-02-01', expectedVersion: 1 }),
    '2027-01-15': async () => {
      await storePerson(server.database, 'Emil');
      await execute(await server.person('Emil'), 'associate', { target: { organizationId: NORDLICHT } });
      await recordCertifications('2027-01-14', 'Emil');
    },
  };

  it('shows the answers that the server gives', async () => {
    const answers: AnyJson[] = [];
    let previousDay = '';
    for (const { day, document } of examples()) {
      clock = new Date(`${day}T09:00:00Z`);
      if (day !== previousDay) await EVENTS[day]?.();
      previousDay = day;
      const { body } = await server.ask(document, { as: ada, variables: { nordlicht: NORDLICHT } });
      answers.push({ day, document, answer: body.data ?? body.errors });
      if (day === '2026-06-10') await upgrade();
    }
    expect(answers).toEqual(examples());
  });

  const upgrade = () =>
    execute(ada, 'purchaseMembership', {
      organizationId: NORDLICHT,
      offer: 'gold-membership',
      kind: 'UPGRADE',
      expectedTotal: { amount: '3945.00', currency: 'USD' },
      paymentReference: 'INV-2026-44',
    });
});
