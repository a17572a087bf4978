import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AffiliationTable } from '../../../../server/db/entities';
import { day } from '../../../../server/rules';
import { auditOf, commandsOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations, storePerson } from '../../../support/facts';
import { askDuringTransaction } from '../../../support/ask-during-transaction';
import { startTestServer, type TestServer } from '../../../support/test-server';

const RECORD = `mutation ($input: RecordAffiliationInput!) { recordAffiliation(input: $input) {
  affiliation { id role from until version employee { id } organization { key } }
  refusals { code message path } } }`;

describe.each(DATABASES)('recordAffiliation on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  let people = 0;
  beforeAll(async () => {
    server = await startTestServer(kind);
    await storeOrganizations(server.database, { id: 'a' }, { id: 'b' });
    agent = await server.person('agent', ['agent']);
  });
  afterAll(() => server.stop());
  const { send, refused } = commandsOf(() => server, RECORD);
  const somebody = async (...affiliations: Parameters<typeof storePerson>[2][]) => {
    const subject = `person-${++people}`;
    await storePerson(server.database, subject, ...affiliations);
    return { employeeId: `emp_${subject}`, organizationId: 'org_a' };
  };

  it('records past and current affiliations, with the command and the reason in the audit log', async () => {
    const person = await somebody();
    const past = { ...person, from: '2015-01-01', until: '2016-02-29', reason: 'From the old portal' };
    const { affiliation, refusals } = await send(past, agent);
    expect(refusals).toEqual([]);
    expect(affiliation).toEqual({
      id: expect.stringMatching(/^aff_/),
      role: 'MEMBER',
      from: '2015-01-01',
      until: '2016-02-29',
      version: 1,
      employee: { id: person.employeeId },
      organization: { key: 'a' },
    });
    const open = { ...person, organizationId: 'org_b', role: 'ADMIN', from: '2016-02-29' };
    expect((await send(open, agent)).affiliation).toMatchObject({ role: 'ADMIN', until: null });
    expect(await auditOf(server, affiliation.id)).toEqual([
      {
        command: 'recordAffiliation',
        actor: 'person:agent',
        organizationId: 'a',
        before: null,
        after: expect.objectContaining({ fromDay: '2015-01-01', untilDay: '2016-02-29' }),
        reason: 'From the old portal',
      },
    ]);
    const { body } = await server.ask('{ viewer { roles organization { key } } }', {
      as: await server.person(person.employeeId.slice('emp_'.length)),
    });
    expect(body.data.viewer).toEqual({
      roles: ['EMPLOYEE', 'PARTNER_ADMIN'],
      organization: { key: 'b' },
    });
  });

  it("ignores the policy's limits, but its affiliations count towards the limits of the next association", async () => {
    const person = await somebody();
    for (const [from, until] of [
      ['2026-02-01', '2026-02-02'],
      ['2026-02-02', '2026-02-03'],
      ['2026-02-03', '2026-02-04'],
      ['2026-02-04', null],
    ]) {
      expect((await send({ ...person, from, until }, agent)).refusals).toEqual([]);
    }
    const { body } = await server.ask(
      'mutation { associate(input: { target: { organizationId: "org_b" } }) { refusals { message } } }',
      { as: await server.person(person.employeeId.slice('emp_'.length)) },
    );
    expect(body.data.associate.refusals).toEqual([
      {
        message:
          'You may associate with an organization again from 2027-02-02 on. The maximum number of associations in 12 months is 3.',
      },
    ]);
  });

  it.each([
    ['2025-05-01', '2025-06-02', '2025-06-01 until 2025-09-01'],
    ['2025-08-31', '2025-08-31', null],
    ['2025-08-31', '2025-09-02', '2025-06-01 until 2025-09-01'],
    ['2025-07-01', '2025-07-02', '2025-06-01 until 2025-09-01'],
    ['2025-01-01', null, '2025-06-01 until 2025-09-01'],
    ['2025-12-31', '2026-01-02', '2026-01-01 on'],
    ['2026-03-02', null, '2026-01-01 on'],
    ['2025-09-01', '2026-01-01', null],
    ['2025-05-01', '2025-06-01', null],
  ])('checks %s until %s for overlaps with other affiliations: %s', async (from, until, overlapped) => {
    const person = await somebody(
      { organizationId: 'b', from: '2025-06-01', until: '2025-09-01' },
      { organizationId: 'b', from: '2025-10-01', until: '2025-10-01' },
      { organizationId: 'b', from: '2026-01-01' },
    );
    const { affiliation, refusals } = await send({ ...person, from, until }, agent);
    if (overlapped === null) {
      expect([refusals, affiliation.from]).toEqual([[], from]);
    } else {
      expect(refusals).toEqual([
        {
          code: 'OVERLAP',
          message: `The person has an affiliation from ${overlapped}, and can have only one at a time. Give different days.`,
          path: ['input'],
        },
      ]);
    }
  });

  it('refuses a future start and an end before the start', async () => {
    const person = await somebody();
    expect(await refused({ ...person, from: '2026-03-03', until: '2026-03-01' }, agent)).toEqual([
      {
        code: 'INVALID',
        message:
          'The affiliation cannot begin on 2026-03-03, which is in the future. Give today, 2026-03-02, or an earlier day.',
        path: ['input', 'from'],
      },
      {
        code: 'INVALID',
        message:
          'The affiliation cannot end on 2026-03-01, before its first day, 2026-03-03. Give that day or a later one.',
        path: ['input', 'until'],
      },
    ]);
    expect((await send({ ...person, from: '2026-03-02', until: '2026-12-31' }, agent)).refusals).toEqual([]);
  });

  it('refuses an unknown person and an unknown organization', async () => {
    const person = await somebody();
    expect(await refused({ ...person, employeeId: 'emp_nobody', from: '2025-01-01' }, agent)).toEqual([
      {
        code: 'NOT_FOUND',
        message: 'There is no person with the id "emp_nobody".',
        path: ['input', 'employeeId'],
      },
    ]);
    expect(await refused({ ...person, organizationId: 'nonsense', from: '2025-01-01' }, agent)).toMatchObject(
      [{ code: 'NOT_FOUND', path: ['input', 'organizationId'] }],
    );
  });

  it('is restricted to agents', async () => {
    const person = await somebody({ organizationId: 'a', role: 'ADMIN', from: '2025-01-01', until: null });
    const input = { ...person, from: '2020-01-01', until: '2020-02-01' };
    for (const as of [
      await server.person(person.employeeId.slice('emp_'.length)),
      await server.person('keeper', ['programme-admin']),
    ]) {
      expect(await refused(input, as)).toBe('FORBIDDEN');
    }
  });

  it('stores one of 20 concurrent overlapping affiliations', async () => {
    const person = await somebody();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        send({ ...person, from: `2025-01-${10 + i}`, until: '2025-02-01' }, agent),
      ),
    );
    expect(answers.filter(({ affiliation }) => affiliation !== null)).toHaveLength(1);
    expect(answers.flatMap(({ refusals }) => refusals.map(({ code }: { code: string }) => code))).toEqual(
      Array(19).fill('OVERLAP'),
    );
  });

  it('refuses an overlap with an affiliation that a concurrent command recorded in another organization', async () => {
    const person = await somebody();
    const days = { from: '2025-01-01', until: '2025-02-01' };
    const refusals = await askDuringTransaction(
      server.database,
      async (transaction) => {
        const employeeId = person.employeeId.slice('emp_'.length);
        await transaction.rows(`SELECT id FROM employee WHERE id = ?${transaction.forUpdate}`, [employeeId]);
        await transaction.insert(AffiliationTable, {
          id: 'meanwhile',
          employeeId,
          organizationId: 'b',
          role: 'MEMBER',
          fromDay: day(days.from),
          untilDay: day(days.until),
          openFor: null,
          version: 1,
        });
      },
      () => refused({ ...person, ...days }, agent),
    );
    expect(refusals).toMatchObject([{ code: 'OVERLAP' }]);
  });
});
