import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as sdk from '@laurel/sdk';
import { createClient, List, type Client } from '@laurel/sdk';
import { loadDemo } from '../../server/demo/load-demo';
import { day } from '../../server/rules';
import { catalogueDocument2017, type EditableJson } from '../support/catalogue';
import { DATABASES } from '../support/databases';
import { storeOrganizations, storePerson } from '../support/facts';
import { startTestServer, TODAY, type TestServer } from '../support/test-server';

const OPERATIONS = Object.keys(sdk)
  .filter((name) => name.endsWith('Document'))
  .map((name) => name.replace(/Document$/, ''));

it('there is a method for every operation', async () => {
  const operations = new Set<string>();
  const laurel = createClient({
    url: 'http://laurel.example/graphql',
    retries: 0,
    fetch: async (_url, { body }) => {
      operations.add(operationOf((JSON.parse(body) as { query: string }).query));
      return new Response('{"errors":[{"message":"Not today."}]}', { status: 400 });
    },
  });
  type Method = (...args: object[]) => Promise<unknown> | List<unknown>;
  for (const methods of Object.values(laurel).filter((noun) => typeof noun === 'object')) {
    for (const method of Object.values<Method>(methods)) {
      const answer = method({}, {});
      await expect(answer instanceof List ? answer.toArray({ limit: 1 }) : answer).rejects.toThrow(
        'Not today.',
      );
    }
  }
  expect([...operations].toSorted()).toEqual(OPERATIONS.toSorted());
});

it('the README of the package lists every method', () => {
  const readme = readFileSync(join(__dirname, '../../client/sdk/README.md'), 'utf8');
  const rows = [...readme.matchAll(/^- `(\w+)`: ((?:`\w+`,?\s+)+)/gm)].map(([, noun = '', methods = '']) => [
    noun,
    [...methods.matchAll(/\w+/g)].map(([name]) => name),
  ]);
  const laurel = createClient({ url: 'http://laurel.example/graphql' });
  const nouns = Object.entries(laurel).filter(([, methods]) => typeof methods === 'object');
  expect(rows).toEqual(nouns.map(([noun, methods]) => [noun, Object.keys(methods)]));
});

describe.each(DATABASES)('the methods of the typed client on $name', (kind) => {
  let server: TestServer;
  let laurel: Client;
  let id: string;
  beforeAll(async () => {
    server = await startTestServer(kind, { outdated: 'derived' });
    await loadDemo(server.database, day(TODAY), new Date(`${TODAY}T09:00:00Z`));
    await storeOrganizations(server.database, { id: 'a', name: 'Alpha' });
    await storePerson(server.database, 'ann', { organizationId: 'a' });
    laurel = await client('agent', ['agent']);
    id = (await laurel.organizations.byKey('nordwind-it'))?.id ?? '';
  });
  afterAll(() => server.stop());
  const client = async (subject: string, roles?: readonly string[]) =>
    createClient({
      url: `${server.url}/graphql`,
      token: (await server.person(subject, roles)).replace('Bearer ', ''),
    });

  it('return the catalogue of a day', async () => {
    const { competencies, credentials, centers, ...version } = await laurel.catalogue.get();
    expect(version).toEqual({ version: 1, appliesFrom: null });
    expect([competencies.length, credentials.length, centers.length]).toEqual([18, 97, 6]);
    expect(await laurel.catalogue.versions()).toEqual([version]);
    expect((await laurel.centers.list())[0]?.competencies[2]).toEqual({ key: 'devops', name: 'DevOps' });
    const [mobility] = await laurel.competencies.list({ center: 'mobility', on: '2027-01-01' });
    expect(mobility).toMatchObject({ name: 'Enterprise Mobility Management', center: { key: 'mobility' } });
    const devops = await laurel.competencies.get('devops');
    expect(devops?.paths.map(({ key, level }) => [key, level])).toEqual([
      ['devops-partner-silver', 'SILVER'],
      ['devops-partner-gold', 'GOLD'],
    ]);
    expect(await laurel.competencies.get('nonsense')).toBeNull();
    expect((await laurel.credentials.get('PSM-I'))?.kind).toBe('CERTIFICATION');
    const assessments = await laurel.credentials.list({ kind: 'ASSESSMENT' });
    expect(new Set(assessments.map(({ kind: each }) => each))).toEqual(new Set(['ASSESSMENT']));
    expect((await laurel.metrics.list())[0]).toEqual({
      key: 'azureConsumption',
      name: 'Azure consumption',
      unit: 'USD',
    });
    expect((await laurel.offers.list())[0]).toEqual({
      key: 'silver-membership',
      name: 'Silver membership',
      level: 'SILVER',
      price: { amount: '1850.00', currency: 'USD' },
    });
    expect((await laurel.benefits.list())[0]?.value).toEqual({ amount: '20000.00', currency: 'USD' });
    expect((await laurel.policy.get()).reminderDays).toEqual([90, 60, 30, 0]);
  });

  it('return the complete requirements of every path', async () => {
    for (const { key } of await laurel.competencies.list()) {
      const paths = (await laurel.competencies.paths(key)) ?? [];
      expect(paths.length).toBeGreaterThan(0);
      // Requirements nested deeper than the operation selects would show only a __typename.
      expect(JSON.stringify(paths)).not.toMatch(/\{"__typename":"\w+"\}/);
    }
    expect((await laurel.competencies.paths('devops', { level: 'GOLD' }))?.length).toBe(1);
    expect(await laurel.competencies.paths('nonsense')).toBeNull();
  });

  it('return the status of an organization with its reasons', async () => {
    const status = await laurel.organizations.status(id, { on: TODAY });
    expect(status).toMatchObject({ membershipLevel: 'GOLD', renewalAtRisk: true, willBeEligible: false });
    expect(status?.competencies.find(({ key }) => key === 'devops')).toEqual({
      id: expect.stringMatching(/^cst_/),
      key: 'devops',
      competency: { name: 'DevOps' },
      attainedLevel: 'GOLD',
      levelWithoutOverrides: 'GOLD',
      nextChangeOn: '2026-06-04',
    });
    const gold = await laurel.organizations.competencies(id, { attainedAtLeast: 'GOLD' });
    expect(gold?.map(({ key }) => key)).toEqual(['devops']);
    const progress = await laurel.organizations.progress(id, 'devops');
    const [requirement] = progress?.paths?.at(-1)?.requirements ?? [];
    expect(requirement).toMatchObject({ __typename: 'PeopleProgress', have: 4, need: 4, holds: true });
    const uncounted = await laurel.achievements.uncounted(id, 'devops').toArray({ limit: 500 });
    expect(uncounted.length).toBeGreaterThan(0);
    expect(uncounted.every(({ reasons }) => reasons.length > 0)).toBe(true);
    // The error names the missing competency, not the existing organization.
    const nope = laurel.achievements.uncounted(id, 'nope', { on: TODAY }).toArray({ limit: 1 });
    await expect(nope).rejects.toThrow('"nope" does not exist, or you may not see it.');
  });

  it('return the statuses or the renewal risks of many organizations in one request per page', async () => {
    const before = server.log.length;
    const german = await laurel.organizations
      .statuses({ filter: { country: 'DE' }, on: TODAY })
      .toArray({ limit: 50 });
    const risks = await laurel.organizations
      .renewalRisks({ on: TODAY, renewal: { until: '2026-10-01' } })
      .toArray({ limit: 25 });
    const operations = server.log.slice(before).map(({ operation }) => operation);
    expect(operations).toEqual(['OrganizationStatuses', 'RenewalRisks']);
    expect([german.length, risks.length].every((length) => length > 1)).toBe(true);
    for (const { id: one, status } of german.slice(0, 3))
      expect(await laurel.organizations.status(one, { on: TODAY })).toEqual(status);
    for (const { organization, renewalDay } of risks.slice(0, 3)) {
      expect(await laurel.organizations.renewalRisk(organization.id, { on: TODAY })).toEqual(
        organization.renewalRisk,
      );
      expect(organization.renewalRisk?.renewalDay).toBe(renewalDay);
    }
  });

  it("return an organization's progress to its own employees and programs", async () => {
    const organizationId = id.replace('org_', '');
    await storePerson(server.database, 'colleague', { organizationId });
    const { secret } = await laurel.apiKeys.create({
      organizationId: id,
      name: 'Board',
      scopes: ['READ_ORGANIZATION'],
    });
    const program = createClient({ url: `${server.url}/graphql`, apiKey: secret });
    for (const own of [await client('colleague'), program]) {
      const { details, forecast, progress, renewalRisk, status, criticalPeople } = own.organizations;
      expect(await details(id)).toMatchObject({ key: 'nordwind-it', version: 1 });
      expect(await forecast(id)).toEqual(await laurel.organizations.forecast(id));
      expect(await progress(id, 'devops')).toEqual(await laurel.organizations.progress(id, 'devops'));
      expect(await renewalRisk(id)).toEqual(await laurel.organizations.renewalRisk(id));
      expect(await criticalPeople(id)).not.toBeNull();
      expect((await status(id))?.membershipLevel).toBe('GOLD');
      expect(await own.memberships.list(id).toArray({ limit: 9 })).not.toEqual([]);
      await expect(own.memberships.payments(id).toArray({ limit: 9 })).rejects.toBeInstanceOf(sdk.Forbidden);
    }
  });

  it('return the forecast, the critical people, a what-if and the plan', async () => {
    const [nearest] =
      (await laurel.organizations.progressTowards(id, { level: 'GOLD', on: '2026-06-04' })) ?? [];
    expect(nearest).toMatchObject({
      path: { key: expect.any(String), level: 'GOLD' },
      percent: expect.any(Number),
      missing: [{ __typename: 'MissingPeople', count: 1 }],
    });
    const timeline = await laurel.organizations.timeline(id, { until: '2027-01-01' });
    expect(timeline?.membershipLevel[0]).toMatchObject({ level: 'GOLD', from: TODAY, causes: [] });
    const [change] = (await laurel.organizations.forecast(id, { until: '2027-01-01' })) ?? [];
    expect(change).toMatchObject({
      on: '2026-06-04',
      inWords: 'DevOps is attained at Silver instead of Gold.',
      causes: [
        {
          kind: 'CREDENTIAL_EXPIRES',
          credential: { code: expect.any(String) },
          // The id and version allow the achievement to be corrected or revoked.
          achievement: { id: expect.stringMatching(/^ach_/), version: 1 },
        },
      ],
    });
    const critical = (await laurel.organizations.criticalPeople(id)) ?? [];
    const [linh] = critical.filter(({ employee }) => employee.name === 'Linh Nguyen');
    expect(linh?.losses).toEqual([
      {
        competency: { key: 'messaging', name: 'Messaging' },
        levelBefore: 'SILVER',
        levelAfter: null,
        on: TODAY,
      },
    ]);
    const employeeId = linh?.employee.id ?? '';
    const whatIf = await laurel.organizations.whatIf(id, [{ personLeaves: { employeeId } }], { on: TODAY });
    expect(whatIf?.differences).toContainEqual(
      expect.objectContaining({ aspect: 'ATTAINED', levelBefore: 'SILVER', levelAfter: null }),
    );
    const [way] =
      (await laurel.organizations.plan(id, { level: 'GOLD', competency: 'devops', on: '2026-06-04' })) ?? [];
    expect(way).toMatchObject({ credentials: 1, hires: 0, steps: [{ credentials: [{ code: '70-497' }] }] });
  });

  it('return the endangered renewals, their risks and the public profile', async () => {
    const [first] = await laurel.organizations.atRisk({ on: TODAY }).toArray({ limit: 1 });
    const risk = await laurel.organizations.renewalRisk(first?.organization.id ?? '', { on: TODAY });
    const { renewalDay, renewalAtRisk, willBeEligible } = first ?? {};
    expect(risk).toMatchObject({ renewalDay, renewalAtRisk, willBeEligible });
    const gold = await laurel.organizations.atRisk({ level: 'GOLD' }, { pageSize: 2 }).toArray({ limit: 99 });
    expect(gold.map(({ organization }) => organization.id)).toContain(id);
    expect(new Set(gold.map(({ membershipLevel }) => membershipLevel))).toEqual(new Set(['GOLD']));
    const profile = await laurel.organizations.marketingProfile(id);
    expect(profile?.displayedCompetencies.map(({ competency }) => competency.key)).toContain('devops');
  });

  it('return and redeem benefits, and compare levels', async () => {
    const hours = async (of: Client) =>
      (await of.benefits.ofOrganization(id, { on: TODAY }))?.find(({ key }) => key === 'advisory-hours');
    const before = await hours(laurel);
    expect(before).toMatchObject({ name: 'Technical advisory hours', quantity: 50, used: 18, remaining: 32 });
    expect(before?.sources).toMatchObject([{ benefit: { level: 'GOLD', competency: null, quantity: 50 } }]);
    const input = { organizationId: id, benefit: 'advisory-hours', quantity: 30 };
    const { redemption, entitlement } = await laurel.benefits.redeem(input);
    expect(redemption).toMatchObject({ quantity: 30, redeemedOn: TODAY, membership: { level: 'GOLD' } });
    expect(entitlement).toEqual(await hours(laurel));
    await expect(laurel.benefits.redeem(input)).rejects.toMatchObject({
      name: 'Refused',
      code: 'NOT_ENOUGH_LEFT',
      path: ['input', 'quantity'],
    });
    const membership = redemption.membership.id;
    const used = await laurel.benefits
      .redemptions(id, { benefit: 'advisory-hours', membership })
      .toArray({ limit: 9 });
    expect(used.map(({ quantity }) => quantity)).toEqual([30, 6, 12]);
    const added = await laurel.benefits.difference({ fromLevel: 'SILVER', toLevel: 'GOLD' });
    expect(added.find(({ benefit }) => benefit.key === 'advisory-hours')).toMatchObject({
      quantityBefore: 20,
      quantityAfter: 50,
      added: 30,
    });
  });

  it('return null for a missing organization, and reject its lists', async () => {
    const nowhere = 'org_00000000-0000-7000-8000-000000000000';
    const { get, details, status, competencies, progress, forecast, criticalPeople, plan, whatIf } =
      laurel.organizations;
    const { progressTowards, timeline, renewalRisk, renewalWindow, marketingProfile } = laurel.organizations;
    const answers = [
      get(nowhere),
      details(nowhere),
      laurel.employees.get(nowhere),
      status(nowhere),
      competencies(nowhere),
      progress(nowhere, 'devops'),
      forecast(nowhere),
      timeline(nowhere),
      progressTowards(nowhere, { level: 'GOLD' }),
      criticalPeople(nowhere),
      plan(nowhere, { level: 'GOLD' }),
      whatIf(nowhere, []),
      renewalRisk(nowhere),
      renewalWindow(nowhere),
      marketingProfile(nowhere),
      laurel.memberships.running(nowhere),
      laurel.memberships.quote(nowhere, 'gold-membership'),
      laurel.benefits.ofOrganization(nowhere),
    ];
    expect(await Promise.all(answers)).toEqual(answers.map(() => null));
    await expect(laurel.memberships.list(nowhere).toArray({ limit: 1 })).rejects.toMatchObject({
      name: 'NotFound',
      message: `"${nowhere}" does not exist, or you may not see it.`,
      requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it.each<[string, (of: string) => List<unknown>, string]>([
    ['affiliations', (of) => laurel.affiliations.list(of), 'affiliations(first: 100)'],
    ['auditEntries', (of) => laurel.auditEntries.list(of), 'auditEntries(first: 100)'],
    ['benefitRedemptions', (of) => laurel.benefits.redemptions(of), 'benefitRedemptions(first: 100)'],
    ['employees', (of) => laurel.employees.ofOrganization(of, { on: TODAY }), 'employees(first: 100)'],
    ['memberships', (of) => laurel.memberships.list(of), 'memberships(first: 100)'],
    ['metricRecords', (of) => laurel.metrics.ofOrganization(of), 'metricRecords(first: 100)'],
    ['overrides', (of) => laurel.overrides.list(of), 'overrides(first: 100)'],
    ['invitations', (of) => laurel.invitations.list(of), 'invitations(first: 100)'],
    ['apiKeys', (of) => laurel.apiKeys.list(of), 'apiKeys(first: 100)'],
  ])('list all %s of an organization', async (_name, list, field) => {
    const { body } = await server.ask(
      `query ($id: ID!) { organization(by: { id: $id }) { list: ${field} { totalCount } } }`,
      {
        variables: { id },
        as: await server.person('agent', ['agent']),
      },
    );
    const found = await list(id).toArray({ limit: 10_000 });
    expect(found).toHaveLength(body.data.organization.list.totalCount);
  });

  it('list organizations, people, their achievements and the closed months', async () => {
    const german = await laurel.organizations.list({ filter: { country: 'DE' } }).toArray({ limit: 100 });
    expect(german.find(({ key }) => key === 'nordwind-it')).toMatchObject({ id, market: 'DEVELOPED' });
    expect(new Set(german.map(({ country }) => country))).toEqual(new Set(['DE']));
    const [first] = await laurel.employees.list().toArray({ limit: 1 });
    expect(first?.email).toMatch(/@/);
    const [colleague] = await laurel.employees.ofOrganization(id).toArray({ limit: 2 });
    const earned = await laurel.achievements.ofEmployee(colleague?.id ?? '').toArray({ limit: 10 });
    expect(earned.map(({ earnedOn }) => earnedOn)).toEqual(earned.map(({ earnedOn }) => earnedOn).toSorted());
    await expect(laurel.achievements.ofEmployee(id).toArray({ limit: 1 })).rejects.toThrow('does not exist');
    expect((await laurel.months.closed().toArray({ limit: 1 }))[0]?.month).toBe('2026-01');
  });

  it('list organizations by filter, day and order', async () => {
    const keys = async (...args: Parameters<typeof laurel.organizations.list>) =>
      (await laurel.organizations.list(...args).toArray({ limit: 1000 })).map(({ key }) => key);
    const all = await keys();
    const inGermany = await keys({ filter: { country: 'DE' } });
    expect(inGermany.length).toBeGreaterThan(0);
    const attained = { competency: 'devops', atLeast: 'SILVER' } as const;
    const proven = await keys({ filter: { attained }, orderBy: 'NAME' });
    expect(proven.length).toBeGreaterThan(0);
    expect(proven).toEqual(all.filter((key) => proven.includes(key)));
    expect(await keys({ filter: { country: 'DE', attained } })).toEqual(
      proven.filter((key) => inGermany.includes(key)),
    );

    const members = await keys({ filter: { membershipLevel: 'SILVER' }, orderBy: 'RENEWAL_DAY', on: TODAY });
    expect(members.length).toBeGreaterThan(1);
    for (const key of members) {
      const found = await laurel.organizations.byKey(key);
      expect([key, await laurel.memberships.running(found?.id ?? '')]).toMatchObject([
        key,
        { level: 'SILVER' },
      ]);
    }
    const byName = await keys({ filter: { membershipLevel: 'SILVER' }, orderBy: 'NAME' });
    expect(byName).toEqual(all.filter((key) => members.includes(key)));
    expect(byName).not.toEqual(members);
    // No organization was a member before the programme began.
    expect(await keys({ filter: { membershipLevel: 'SILVER' }, on: '1999-12-31' })).toEqual([]);
    await expect(keys({ filter: { country: 'de' } })).rejects.toMatchObject({
      name: 'BadRequest',
      message: '"de" is not an ISO 3166-1 country code. Did you mean "DE"?',
    });
  });

  it('register organizations, and create, rotate and revoke API keys', async () => {
    const input = { name: 'Gamma', market: 'DEVELOPING', country: 'KE', city: 'Nairobi' } as const;
    const { organization } = await laurel.organizations.register(input);
    expect(await laurel.organizations.details(organization.id)).toEqual(organization);
    const { market: _market, createdAt: _createdAt, version: _version, ...profile } = organization;
    expect(await laurel.organizations.byKey('gamma')).toEqual(profile);
    expect(await laurel.organizations.get(organization.id)).toEqual(profile);

    const organizationId = organization.id;
    const made = await laurel.apiKeys.create({ organizationId, name: 'CRM', scopes: ['READ_ORGANIZATION'] });
    const program = createClient({ url: `${server.url}/graphql`, apiKey: made.secret });
    expect(await program.viewer.get()).toMatchObject({
      roles: ['INTEGRATION'],
      organization: { key: 'gamma' },
    });
    const { apiKey, replaced } = await laurel.apiKeys.rotate({ apiKeyId: made.apiKey.id, graceHours: 1 });
    expect([replaced.id, apiKey.name]).toEqual([made.apiKey.id, 'CRM']);
    const changes = await laurel.auditEntries.ofObject(made.apiKey.id).toArray({ limit: 10 });
    expect(changes.map(({ command }) => command)).toEqual(['rotateApiKey', 'createApiKey']);
    expect((await laurel.apiKeys.revoke({ apiKeyId: made.apiKey.id })).apiKey.revokedAt).not.toBeNull();
    await expect(program.viewer.get()).rejects.toBeInstanceOf(sdk.Unauthorized);
  });

  it('register, invite, affiliate, update and remove people', async () => {
    const [{ id: organizationId = '' } = {}] = await laurel.organizations
      .list({ filter: { country: 'GB' } })
      .toArray({ limit: 1 });
    const bea = await client('bea');
    expect(await bea.affiliations.preview(organizationId)).toBeNull();
    const { employee } = await bea.employees.register({ name: 'Bea', email: 'bea@alpha.example' });
    const employeeId = employee.id;
    const { employee: self } = await bea.viewer.get();
    expect(self).toEqual(employee);
    const { version: expectedVersion = 0 } = self ?? {};
    const renamed = await bea.employees.update({ employeeId, expectedVersion, name: 'Bea Larsen' });
    expect(await laurel.employees.get(employeeId)).toMatchObject(renamed.employee);
    expect(renamed.employee).toMatchObject({ name: 'Bea Larsen', email: 'bea@alpha.example', version: 2 });
    const earlier = { employeeId, organizationId: id, from: '2025-01-01', until: '2025-12-31' };
    expect((await laurel.affiliations.record(earlier)).affiliation).toMatchObject({
      role: 'MEMBER',
      until: '2025-12-31',
      organization: { name: 'Nordwind IT' },
    });

    const unused = await laurel.invitations.invite({ organizationId, name: 'Bea' });
    const revoked = await laurel.invitations.revoke({ invitationId: unused.invitation.id });
    expect(revoked.invitation.id).toBe(unused.invitation.id);
    const { token } = await laurel.invitations.invite({ organizationId, name: 'Bea' });
    expect(await bea.affiliations.preview(organizationId)).toMatchObject({
      isAllowed: true,
      refusal: null,
      leaving: null,
      joining: null,
    });
    const { affiliation, ended } = await bea.affiliations.associate({ target: { invitationToken: token } });
    expect([affiliation.organization.id, affiliation.from, ended]).toEqual([organizationId, TODAY, null]);
    expect(await bea.affiliations.preview(id)).toMatchObject({
      leaving: { before: { on: TODAY }, after: { on: TODAY }, differences: [] },
      joining: null,
    });

    const affiliationId = affiliation.id;
    const affiliations = await bea.affiliations.ofEmployee(employeeId).toArray({ limit: 9 });
    expect(affiliations.map(({ organization, from }) => [organization.id, from])).toEqual([
      [id, '2025-01-01'],
      [organizationId, TODAY],
    ]);
    const promoted = await laurel.affiliations.changeRole({
      affiliationId,
      expectedVersion: 1,
      role: 'ADMIN',
    });
    expect(promoted.affiliation.role).toBe('ADMIN');
    const left = await bea.affiliations.end({ affiliationId, expectedVersion: 2, on: '2026-04-01' });
    expect(left.affiliation).toMatchObject({ until: '2026-04-01', version: 3 });
  });

  it('record, import, correct and revoke achievements', async () => {
    const earned = { employeeId: 'emp_ann', credential: '70-532', earnedOn: '2025-06-30' };
    const { achievement } = await laurel.achievements.record(earned);
    const achievementId = achievement.id;
    const reason = 'A typing error';
    const corrected = await laurel.achievements.correct({
      achievementId,
      expectedVersion: 1,
      earnedOn: '2025-06-03',
      reason,
    });
    expect(corrected.achievement).toMatchObject({
      earnedOn: '2025-06-03',
      employee: { name: 'ann' },
      version: 2,
    });
    const revoked = await laurel.achievements.revoke({ achievementId, expectedVersion: 2, reason });
    expect(revoked.achievement).toMatchObject({ revokedOn: '2026-03-02', version: 3 });
    const row = {
      employee: { subject: 'ann' },
      credential: 'CSM',
      earnedOn: '2025-06-30',
      externalId: 'p-1',
    };
    const rows = [row, { ...row, employee: { subject: 'nobody' }, externalId: 'p-2' }];
    const imported = await laurel.achievements.import({
      source: 'pearson',
      errorPolicy: 'SKIP_BAD_ROWS',
      rows,
    });
    expect(imported.counts).toEqual({ created: 1, updated: 0, unchanged: 0, refused: 1 });
    expect(imported.rows[1]?.refusals).toMatchObject([
      { path: ['input', 'rows', '1', 'employee', 'subject'] },
    ]);
  });

  it('record and import sales, and close months', async () => {
    const amount = { metric: 'azureConsumption', month: '2026-02', amount: '1850.00' };
    const { metricRecords } = await laurel.metrics.record({ organizationId: 'org_a', records: [amount] });
    expect(metricRecords).toMatchObject([{ metric: { unit: 'USD' }, amount: '1850.00', version: 1 }]);
    const imported = await laurel.metrics.import({
      rows: [{ ...amount, organization: { key: 'a' }, amount: '1851' }],
    });
    expect(imported.rows).toMatchObject([{ outcome: 'UPDATED', metricRecord: { version: 2 } }]);
    const { monthClosing } = await laurel.months.close({ month: '2026-02' });
    expect(monthClosing).toEqual({ id: 'mcl_2026-02', month: '2026-02', closedOn: '2026-03-02' });
  });

  it('quote, buy and refund a membership', async () => {
    const key = 'fynbos-kaap-digital';
    const { id: organizationId = '' } = (await laurel.organizations.byKey(key)) ?? {};
    await storePerson(server.database, 'buyer', {
      organizationId: organizationId.replace('org_', ''),
      role: 'ADMIN',
    });
    const buyer = await client('buyer');
    const offer = 'silver-membership';
    const quote = await buyer.memberships.quote(organizationId, offer, { on: TODAY });
    const total = { amount: '1850.00', currency: 'USD' };
    expect(quote).toMatchObject({ kind: 'NEW', mayBePurchased: true, order: { total } });
    const order = { organizationId, offer, kind: 'NEW', expectedTotal: total } as const;
    const bought = await buyer.memberships.purchase({ ...order, paymentReference: 'INV-3' });
    expect(bought.membership).toMatchObject({ from: TODAY, pricePaid: total });
    const { id: membershipId, ...term } = bought.membership;
    expect(await buyer.memberships.running(organizationId, { on: '2027-03-01' })).toMatchObject({
      id: membershipId,
      until: term.until,
    });
    expect(await buyer.organizations.renewalWindow(organizationId)).toMatchObject({
      from: '2026-12-02',
      until: '2027-04-01',
      state: 'NOT_YET',
      membership: { id: membershipId },
    });
    await expect(buyer.memberships.purchase({ ...order, paymentReference: 'INV-4' })).rejects.toMatchObject({
      name: 'Refused',
      code: 'OVERLAP',
      path: ['input', 'kind'],
    });
    const reason = 'A change of plans';
    const refund = await buyer.memberships.refund({ membershipId, expectedVersion: 1, reason });
    expect(refund).toMatchObject({ paidBack: total, membership: { until: TODAY, refundedOn: TODAY } });
    expect(await buyer.memberships.running(organizationId)).toBeNull();
  });

  it('record terms and place overrides for one organization and for a cohort', async () => {
    const { membership } = await laurel.memberships.record({
      organizationId: 'org_a',
      level: 'SILVER',
      from: '2025-04-01',
      kind: 'NEW',
      price: { amount: '1850', currency: 'USD' },
      paymentReference: 'INV-1',
    });
    expect(membership).toMatchObject({ until: '2026-04-01', pricePaid: { amount: '1850.00' } });
    expect(await laurel.memberships.payments('org_a').toArray({ limit: 9 })).toEqual([membership]);
    const decision = { competency: 'devops', effect: { grant: 'SILVER' } } as const;
    const { override } = await laurel.overrides.place({
      ...decision,
      organizationId: 'org_a',
      reason: 'Late',
    });
    const overrideId = override.id;
    const { competency } = decision;
    const [acting] = (await laurel.organizations.progress('org_a', competency))?.overrides ?? [];
    expect(acting).toMatchObject({
      effect: 'GRANT',
      override: { id: overrideId, version: override.version },
    });
    const causes = ((await laurel.organizations.forecast('org_a')) ?? []).flatMap((change) => change.causes);
    expect(causes.find(({ kind: each }) => each === 'OVERRIDE_ENDS')).toMatchObject({
      override: { id: overrideId },
    });
    expect(causes.find(({ kind: each }) => each === 'MEMBERSHIP_ENDS')).toMatchObject({
      membership: { id: membership.id, until: '2026-04-01' },
    });
    const revoked = await laurel.overrides.revoke({ overrideId, expectedVersion: 1, reason: 'It came' });
    expect(revoked.override).toMatchObject({ from: '2026-03-02', until: '2026-03-02', version: 2 });
    const membershipEnds = { from: '2026-04-01', until: '2026-05-01' };
    const cohort = { ...decision, membershipEnds };
    const preview = await laurel.overrides
      .previewCohort({ competency, membershipEnds })
      .toArray({ limit: 1000 });
    expect(preview.map(({ name }) => name)).toContain('Alpha');
    const { overrides } = await laurel.overrides.placeForCohort({ ...cohort, reason: 'Closed' });
    expect(overrides.totalCount).toBe(preview.length);
    expect(overrides.nodes[0]).toMatchObject({ level: 'SILVER', until: '2026-06-02' });
  });

  it('update an organization only when it has not changed since it was read', async () => {
    const original = await laurel.organizations.details('org_a');
    expect(original).toMatchObject({ name: 'Alpha', market: 'DEVELOPED', createdAt: expect.any(String) });
    const update = {
      organizationId: 'org_a',
      expectedVersion: original?.version ?? 0,
      city: 'Århus',
      country: 'DK',
    };
    const { organization } = await laurel.organizations.update(update);
    expect(organization).toEqual({
      ...original,
      city: 'Århus',
      country: 'DK',
      version: update.expectedVersion + 1,
    });
    expect(await laurel.organizations.details('org_a')).toEqual(organization);
    await expect(laurel.organizations.update(update)).rejects.toMatchObject({
      name: 'Refused',
      code: 'CHANGED',
    });
  });

  it('check, preview and publish a catalogue', async () => {
    const admin = await client('keeper', ['programme-admin']);
    const written: EditableJson = catalogueDocument2017();
    written['competencies'][2].retiredOn = '2026-05-01';
    written['competencies'][2].center = 'bakery';
    const appliesFrom = '2026-04-01';
    expect(await admin.catalogue.check({ document: JSON.stringify(written), appliesFrom })).toEqual([
      { place: 'competencies[2].center', message: 'The center "bakery" is not in this catalogue.' },
    ]);

    written['competencies'][2].center = 'application-development';
    const document = JSON.stringify(written);
    expect(await admin.catalogue.check({ document })).toEqual([]);
    const preview = await admin.catalogue.preview({ document, appliesFrom });
    expect(preview).toMatchObject({ version: 2, appliesFrom, gainingCount: 0 });
    const changes = await admin.catalogue.previewChanges({ document, appliesFrom });
    expect(changes.map(({ inWords }) => inWords)).toEqual([
      'The competency "DevOps" changes. Retired from: none → 2026-05-01.',
    ]);
    const losing = await admin.catalogue
      .previewOrganizations({ document, appliesFrom }, { pageSize: 7 })
      .toArray({ limit: 1000 });
    expect(losing).toHaveLength(preview?.losingCount ?? NaN);
    expect(losing.find(({ organization }) => organization.key === 'nordwind-it')?.effects[0]).toMatchObject({
      competencyKey: 'devops',
      levelAfter: null,
      isGain: false,
      from: '2026-05-01',
    });

    const reason = 'DevOps retires.';
    const { catalogue } = await admin.catalogue.publish({ document, appliesFrom, reason });
    expect(catalogue).toMatchObject({ version: 2, appliesFrom });
    const [retirement] = (await laurel.catalogue.changes({ version: 2 })) ?? [];
    expect(retirement).toMatchObject({ __typename: 'CompetencyChange', key: 'devops', kind: 'CHANGED' });
    expect(retirement?.fields).toMatchObject([
      { field: 'retiredOn', dayBefore: null, dayAfter: '2026-05-01' },
    ]);
    expect(await laurel.catalogue.changes({ version: 3 })).toBeNull();
    expect(await admin.catalogue.document({ version: 2 })).toBe(document);
    expect(await admin.catalogue.document({ version: 3 })).toBeNull();
    const [, , devOps] = await laurel.competencies.list({ on: appliesFrom });
    expect(devOps).toMatchObject({ key: 'devops', retiredOn: '2026-05-01' });
    await expect(laurel.catalogue.publish({ document, appliesFrom, reason })).rejects.toBeInstanceOf(
      sdk.Forbidden,
    );
  });

  it('throw the refusals of a command, or return them as data', async () => {
    const input = { name: 'Delta', market: 'DEVELOPED', country: 'XX', city: '' } as const;
    const refused = await laurel.organizations.register(input).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(sdk.Refused);
    expect(refused).toMatchObject({
      code: 'INVALID',
      path: ['input', 'city'],
      refusals: [{ path: ['input', 'city'] }, { path: ['input', 'country'] }],
      isRetrySafe: false,
    });
    const { organization, refusals } = await laurel.organizations.register(input, { refusals: 'return' });
    expect([organization, refusals]).toEqual([null, (refused as sdk.Refused).refusals]);
  });

  it('have each succeeded at least once in these tests', () => {
    const requests = server.log.filter(({ msg, error }) => msg === 'request' && error === undefined);
    expect([...new Set(requests.map(({ operation }) => operation))].filter(Boolean).toSorted()).toEqual(
      OPERATIONS.toSorted(),
    );
  });
});

function operationOf(query: string): string {
  return /^(?:query|mutation) (\w+)/.exec(query)?.[1] ?? query;
}
