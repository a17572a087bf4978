import { beforeAll, describe, expect, it } from '@jest/globals';
import { apiKeyInput, CREATE_API_KEY } from '../support/api-keys';
import { DATABASES } from '../support/databases';
import { storeTerms } from '../support/facts';
import { twoOrganizationsOn } from '../support/two-organizations';

describe.each(DATABASES)('an answer with a refused field, on $name', (kind) => {
  const two = twoOrganizationsOn(kind);
  let key: string;
  beforeAll(async () => {
    await storeTerms(two.server.database, {
      organizationId: 'own',
      level: 'SILVER',
      from: '2026-01-01',
      until: '2027-01-01',
    });
    const { body } = await two.server.ask(CREATE_API_KEY, {
      variables: { input: apiKeyInput() },
      as: two.admin,
    });
    key = `Bearer ${body.data.createApiKey.secret}`;
  });

  const ask = async (document: string, as: string) => {
    const { status, body } = await two.server.ask(document, { as });
    const errors = (body.errors ?? []).map(
      ({ path, extensions }: { path: string[]; extensions: { code: string } }) => [
        path.join('.'),
        extensions.code,
      ],
    );
    return { status, data: body.data, errors };
  };

  it('keeps the organization of an employee who may not read its benefits', async () => {
    expect(await ask('{ viewer { organization { name benefits { key } } } }', two.member)).toEqual({
      status: 200,
      data: { viewer: { organization: { name: 'own', benefits: null } } },
      errors: [['viewer.organization.benefits', 'FORBIDDEN']],
    });
  });

  it('keeps the memberships of an API key that may not read the payments', async () => {
    const fields = 'pricePaid { amount } paymentReference credits { amount { amount } }';
    const { status, data, errors } = await ask(
      `{ viewer { organization { memberships(first: 1) { nodes { level ${fields} } } } } }`,
      key,
    );
    expect([status, data.viewer.organization.memberships.nodes]).toEqual([
      200,
      [{ level: 'SILVER', pricePaid: null, paymentReference: null, credits: null }],
    ]);
    expect(errors.map(([, code]: string[]) => code)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
  });

  it('keeps an object whose organization refuses a field to the viewer', async () => {
    expect(
      await ask(
        '{ viewer { organization { memberships(first: 1) { nodes { level organization { name benefits { key } } } } } } }',
        two.member,
      ),
    ).toEqual({
      status: 200,
      data: {
        viewer: {
          organization: {
            memberships: { nodes: [{ level: 'SILVER', organization: { name: 'own', benefits: null } }] },
          },
        },
      },
      errors: [['viewer.organization.memberships.nodes.0.organization.benefits', 'FORBIDDEN']],
    });
  });

  it('keeps the public fields of an organization for anonymous callers', async () => {
    const { body } = await two.server.ask(
      '{ organization(by: { id: "org_own" }) { name market version employees(first: 1) { totalCount } } }',
    );
    expect(body.data).toEqual({
      organization: { name: 'own', market: null, version: null, employees: null },
    });
  });

  it.each([
    [
      'whatIf(changes: [{ personLeaves: { employeeId: "emp_otherAdmin" } }]) { after { membershipLevel } }',
      'whatIf',
    ],
    ['plan(level: GOLD, competency: "nope") { hires }', 'plan'],
    ['competencies(center: "apps") { attainedLevel }', 'competencies'],
    ['status { competencies(center: "apps") { attainedLevel } }', 'status.competencies'],
    ['employees(first: 101) { totalCount }', 'employees'],
    ['memberships(first: 1, after: "nonsense") { totalCount }', 'memberships'],
    ['benefitRedemptions(first: 1, membership: "org_own") { totalCount }', 'benefitRedemptions'],
  ])('keeps the rest of the organization beside the wrong argument of %s', async (field, path) => {
    const { status, data, errors } = await ask(`{ viewer { organization { name ${field} } } }`, two.admin);
    expect([status, data.viewer.organization.name]).toEqual([200, 'own']);
    expect(errors).toEqual([[`viewer.organization.${path}`, 'BAD_USER_INPUT']]);
  });

  it('keeps the other root fields of a query', async () => {
    const wrong = 'competencies(center: "apps") { key } nodes(ids: ["org_own", "org_own"]) { id }';
    expect(
      await ask(
        `{ ${wrong} auditEntries(subject: "org_own", first: 1) { totalCount } viewer { roles } }`,
        two.member,
      ),
    ).toEqual({
      status: 200,
      data: { competencies: null, nodes: null, auditEntries: null, viewer: { roles: ['EMPLOYEE'] } },
      errors: expect.arrayContaining([
        ['competencies', 'BAD_USER_INPUT'],
        ['nodes', 'BAD_USER_INPUT'],
        ['auditEntries', 'FORBIDDEN'],
      ]),
    });
  });
});
