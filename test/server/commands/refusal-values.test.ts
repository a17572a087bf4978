import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogueDocument2017 } from '../../support/catalogue';
import type { AnyJson } from '../../support/commands';
import { DATABASES } from '../../support/databases';
import {
  storeGrants,
  storeOrganizations,
  storePerson,
  storeRedemptions,
  storeTerms,
} from '../../support/facts';
import { startTestServer, type TestServer } from '../../support/test-server';

const OPERATIONS = join(__dirname, '../../../client/sdk/operations');
/** The fragments of the SDK, which select every field of every type. */
const FRAGMENTS = ['refusal.graphql', 'memberships/purchase-check.graphql']
  .map((file) => readFileSync(join(OPERATIONS, file), 'utf8'))
  .join('');

describe.each(DATABASES)('the values of refusals on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  let admin: string;
  beforeAll(async () => {
    server = await startTestServer(kind, { outdated: 'derived' });
    agent = await server.person('agent', ['agent']);
    admin = await server.person('admin', ['programme-admin']);
    await storeOrganizations(
      server.database,
      { id: 'none' },
      { id: 'member' },
      { id: 'left' },
      { id: 'new' },
    );
    await storePerson(server.database, 'boss', { organizationId: 'member', role: 'ADMIN' });
    await storePerson(server.database, 'founder', { organizationId: 'new', role: 'ADMIN' });
    await storeGrants(server.database, {
      organizationId: 'new',
      competency: 'devops',
      level: 'SILVER',
      from: '2026-01-01',
      until: '2027-01-01',
    });
    await storePerson(server.database, 'ann', { organizationId: 'member', from: '2026-02-20' });
    await storePerson(server.database, 'eve', {
      organizationId: 'left',
      from: '2026-01-10',
      until: '2026-02-01',
    });
    await storeTerms(
      server.database,
      { id: 'first', organizationId: 'member', level: 'SILVER', from: '2025-06-01', until: '2026-06-01' },
      { id: 'next', organizationId: 'member', level: 'GOLD', from: '2026-06-01', until: '2027-06-01' },
    );
    await storeRedemptions(server.database, {
      membershipId: 'first',
      organizationId: 'member',
      benefit: 'support-incidents',
      quantity: 12,
      redeemedOn: '2026-01-05',
    });
  });
  afterAll(() => server.stop());

  const send = async (command: string, input: object, as = agent): Promise<AnyJson> => {
    const type = `${command.charAt(0).toUpperCase()}${command.slice(1)}Input`;
    const document = `mutation ($input: ${type}!) { ${command}(input: $input) { refusals { ...Refusal ... on PurchaseRefusal { check { ...PurchaseCheck } } } } } ${FRAGMENTS}`;
    const { body } = await server.ask(document, { variables: { input }, as });
    if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors));
    return body.data[command].refusals;
  };
  /** The types and the values of the refusals, without what all types have. */
  const valuesOf = async (command: string, input: object, as = agent): Promise<AnyJson> => {
    const refusals: AnyJson[] = await send(command, input, as);
    return refusals.map(({ code: _code, message: _message, path: _path, ...values }) => values);
  };

  const person = { name: 'Bo', subject: 'bo' };
  const company = { name: 'Nordwind', country: 'DE', city: 'Bremen', market: 'DEVELOPED' };
  const update = { organizationId: 'org_member', expectedVersion: 1 };
  const term = {
    organizationId: 'org_member',
    level: 'SILVER',
    kind: 'NEW',
    from: '2025-01-01',
    price: { amount: '1', currency: 'USD' },
    paymentReference: 'p',
  };
  const purchase = {
    organizationId: 'org_member',
    offer: 'none',
    kind: 'NEW',
    expectedTotal: { amount: '1', currency: 'USD' },
    paymentReference: 'p',
  };
  const redemption = { organizationId: 'org_member', benefit: 'support-incidents', quantity: 1 };
  const achievement = { employeeId: 'emp_ann', credential: '70-532', earnedOn: '2026-01-01' };
  const rows = (...values: object[]) => ({
    source: 'feed',
    rows: values.map((value) => ({
      employee: { id: 'emp_ann' },
      credential: '70-532',
      earnedOn: '2026-01-01',
      externalId: 'a',
      ...value,
    })),
  });
  const sales = (amount: string, month = '2026-01', changes: object = {}) => ({
    organizationId: 'org_member',
    records: [{ metric: 'azureConsumption', month, amount, ...changes }],
  });

  it('are none where code and path say everything', async () => {
    expect(await send('registerEmployee', { ...person, email: 'bo' })).toEqual([
      {
        __typename: 'PlainRefusal',
        code: 'INVALID',
        message: '"bo" is not an e-mail address. Give an address such as "ann@nordwind.example".',
        path: ['input', 'email'],
      },
    ]);
  });

  it('are the current version of a changed object', async () => {
    expect(await valuesOf('updateOrganization', { ...update, expectedVersion: 7, city: 'Kiel' })).toEqual([
      { __typename: 'VersionRefusal', currentVersion: 1 },
    ]);
  });

  it('are the measured number and its limits', async () => {
    const limit = { __typename: 'LimitRefusal' };
    expect(await valuesOf('updateOrganization', { ...update, city: 'x'.repeat(101) })).toEqual([
      { ...limit, measured: 101, min: null, max: 100 },
    ]);
    expect(await valuesOf('redeemBenefit', { ...redemption, quantity: 0 })).toEqual([
      { ...limit, measured: 0, min: 1, max: null },
    ]);
    const invitation = { organizationId: 'org_member', name: 'Bo', validHours: 721 };
    expect(await valuesOf('inviteEmployee', invitation)).toEqual([
      { ...limit, measured: 721, min: 1, max: 720 },
    ]);
  });

  it('are the permitted days and months', async () => {
    const days = { __typename: 'DayRefusal', earliestOn: null, latestOn: null };
    expect(await valuesOf('recordAchievement', { ...achievement, earnedOn: '2026-04-01' })).toEqual([
      { ...days, latestOn: '2026-03-02' },
    ]);
    expect(await valuesOf('recordAchievement', { ...achievement, expiry: { on: '2025-01-01' } })).toEqual([
      { ...days, earliestOn: '2026-01-02' },
    ]);
    expect(await valuesOf('recordMembership', { ...term, refundedOn: '2024-01-01' })).toEqual([
      { ...days, earliestOn: '2025-01-01', latestOn: '2026-03-02' },
    ]);
    expect(await valuesOf('recordMetrics', sales('1', '2026-04'))).toEqual([
      { __typename: 'MonthRefusal', latestMonth: '2026-03' },
    ]);
  });

  it('are the day from which a command is permitted, and the last day on which it was', async () => {
    const ann = await server.person('ann');
    expect(await valuesOf('associate', { target: { organizationId: 'org_none' } }, ann)).toEqual([
      { __typename: 'TooEarlyRefusal', permittedFrom: '2026-03-22' },
    ]);
    expect(await valuesOf('closeMonth', { month: '2026-03' })).toEqual([
      { __typename: 'TooEarlyRefusal', permittedFrom: '2026-04-01' },
    ]);
    const refund = { membershipId: 'mem_first', expectedVersion: 1, reason: 'r' };
    expect(await valuesOf('refundMembership', refund)).toEqual([
      { __typename: 'TooLateRefusal', lastPermittedOn: '2025-06-30' },
      { __typename: 'UsedBenefitsRefusal', benefits: ['support-incidents'] },
    ]);
  });

  it('are known keys and free keys', async () => {
    expect(await valuesOf('recordAchievement', { ...achievement, credential: '70-523' })).toEqual([
      { __typename: 'UnknownKeyRefusal', suggestions: [expect.stringMatching(/^70-5/)] },
    ]);
    expect(await valuesOf('purchaseMembership', purchase, await server.person('boss'))).toEqual([
      { __typename: 'UnknownKeyRefusal', suggestions: ['gold-membership', 'silver-membership'] },
    ]);
    expect(await valuesOf('registerOrganization', { ...company, key: 'member' })).toEqual([
      { __typename: 'KeyTakenRefusal', freeKey: 'member-2' },
    ]);
  });

  it('are the permitted amounts', async () => {
    const price = (amount: string, currency: string) => ({ ...term, price: { amount, currency } });
    expect(await valuesOf('recordMembership', price('-1', 'USD'))).toEqual([
      { __typename: 'AmountRefusal', minAmount: '0', maxAmount: null },
    ]);
    expect(await valuesOf('recordMembership', price('9'.repeat(16), 'KWD'))).toEqual([
      { __typename: 'AmountRefusal', minAmount: null, maxAmount: '999999999999.999' },
    ]);
    expect(await valuesOf('recordMembership', price('1.0', 'JPY'))).toEqual([
      { __typename: 'DecimalPlacesRefusal', maxDecimalPlaces: 0 },
    ]);
    expect(await valuesOf('recordMetrics', sales('1.005'))).toMatchObject([
      { __typename: 'DecimalPlacesRefusal', maxDecimalPlaces: 2 },
    ]);
    expect(await valuesOf('recordMetrics', sales('-1000000000000'))).toMatchObject([
      { __typename: 'AmountRefusal', minAmount: '-999999999999.99', maxAmount: '999999999999.99' },
    ]);
  });

  it('are the quantity that is left, and what includes a benefit', async () => {
    expect(await valuesOf('redeemBenefit', { ...redemption, quantity: 4 })).toEqual([
      { __typename: 'QuantityRefusal', remaining: 3, quantity: 15 },
    ]);
    await valuesOf('redeemBenefit', { ...redemption, quantity: 3 });
    expect(await valuesOf('redeemBenefit', redemption)).toEqual([
      { __typename: 'QuantityRefusal', remaining: 0, quantity: 15 },
    ]);
    expect(await valuesOf('redeemBenefit', { ...redemption, benefit: 'cloud-credit' })).toEqual([
      { __typename: 'NotIncludedRefusal', includedIn: [{ level: 'GOLD', competency: 'cloud-platform' }] },
    ]);
  });

  it('are the span that another object already has', async () => {
    expect(await valuesOf('recordMembership', { ...term, from: '2025-12-01' })).toEqual([
      {
        __typename: 'TermRefusal',
        level: 'SILVER',
        from: '2025-06-01',
        until: '2026-06-01',
        lastDay: '2026-05-31',
      },
    ]);
    const affiliation = { employeeId: 'emp_ann', organizationId: 'org_none', from: '2026-02-25' };
    expect(await valuesOf('recordAffiliation', affiliation)).toEqual([
      { __typename: 'AffiliationRefusal', memberFrom: '2026-02-20', lastMemberOn: null },
    ]);
    const earlier = { employeeId: 'emp_eve', organizationId: 'org_none', from: '2026-01-20' };
    expect(await valuesOf('recordAffiliation', earlier)).toEqual([
      { __typename: 'AffiliationRefusal', memberFrom: '2026-01-10', lastMemberOn: '2026-01-31' },
    ]);
    const ann = await server.person('ann');
    expect(await valuesOf('associate', { target: { organizationId: 'org_member' } }, ann)).toEqual([
      { __typename: 'AlreadyMemberRefusal', memberFrom: '2026-02-20' },
    ]);
  });

  it('are the day or the instant of an end', async () => {
    const [{ id }] = (await server.database.rows<{ id: string }>(
      "SELECT id FROM affiliation WHERE employeeId = 'eve'",
    )) as [{ id: string }];
    const end = { affiliationId: `aff_${id}`, expectedVersion: 1 };
    expect(await valuesOf('endAffiliation', end)).toEqual([
      { __typename: 'EndedRefusal', endedOn: '2026-02-01' },
    ]);
    const { body } = await server.ask(
      'mutation ($input: InviteEmployeeInput!) { inviteEmployee(input: $input) { invitation { id } } }',
      { variables: { input: { organizationId: 'org_member', name: 'Bo' } }, as: agent },
    );
    const invitationId = body.data.inviteEmployee.invitation.id;
    expect(await valuesOf('revokeInvitation', { invitationId })).toEqual([]);
    expect(await valuesOf('revokeInvitation', { invitationId })).toEqual([
      { __typename: 'EndedAtRefusal', endedAt: expect.stringMatching(/^\d{4}-.+Z$/) },
    ]);
    expect(await valuesOf('closeMonth', { month: '2026-01', on: '2026-02-10' })).toEqual([]);
    expect(await valuesOf('closeMonth', { month: '2026-01' })).toEqual([
      { __typename: 'ClosedMonthRefusal', closedOn: '2026-02-10' },
    ]);
  });

  it('are the fields in which two records differ', async () => {
    expect(await valuesOf('importAchievements', rows({}, { earnedOn: '2026-01-02' }))).toEqual([
      {
        __typename: 'RepeatedRowRefusal',
        firstPath: ['input', 'rows', '0'],
        differingFields: ['earnedOn'],
      },
    ]);
    expect(await valuesOf('importAchievements', rows({ externalId: 'stored' }))).toEqual([]);
    const other = rows({ externalId: 'stored', credential: '70-533' });
    expect(await valuesOf('importAchievements', other)).toEqual([
      { __typename: 'DifferingRecordRefusal', differingFields: ['credential'] },
    ]);
  });

  it('are the problem of a document', async () => {
    const document = { ...catalogueDocument2017(), offers: [{ key: 'x' }] };
    const publication = {
      document: JSON.stringify(document),
      appliesFrom: '2026-05-01',
      reason: 'r',
    };
    expect(await valuesOf('publishCatalogue', publication, admin)).toContainEqual({
      __typename: 'DocumentRefusal',
      problem: { place: 'offers[0].price', message: 'This field is missing.' },
    });
  });

  it('are the check of the quote, or the total, of a purchase', async () => {
    const silver = { ...purchase, offer: 'silver-membership' };
    const boss = await server.person('boss');
    expect(await valuesOf('purchaseMembership', { ...silver, kind: 'RENEWAL' }, boss)).toContainEqual({
      __typename: 'PurchaseRefusal',
      check: {
        __typename: 'RenewalWindowCheck',
        key: 'RENEWAL_WINDOW',
        passed: false,
        inWords: expect.stringContaining('cannot be renewed yet'),
        toPass: 'Wait until 2027-03-03.',
        passesFrom: '2027-03-03',
        renewalWindow: {
          from: '2027-03-03',
          until: '2027-07-01',
          lastDay: '2027-06-30',
          state: 'NOT_YET',
          membership: { id: 'mem_next', until: '2027-06-01' },
        },
      },
    });
    const founder = await server.person('founder');
    expect(await valuesOf('purchaseMembership', { ...silver, organizationId: 'org_new' }, founder)).toEqual([
      { __typename: 'TotalRefusal', total: { amount: '1850.00', currency: 'USD' } },
    ]);
  });
});
