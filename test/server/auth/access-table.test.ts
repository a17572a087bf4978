import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isObjectType, type GraphQLObjectType } from 'graphql';
import { buildSchema } from '../../../server/build-schema';
import {
  AchievementTable,
  AuditEntryTable,
  BenefitRedemptionTable,
  CompetencyOverrideTable,
  InvitationTable,
  MembershipTable,
  MetricRecordTable,
} from '../../../server/db/entities';
import { instant } from '../../../server/db/instant';
import { day, month } from '../../../server/rules';
import { selectionOf } from '../../support/any-operation';
import { DATABASES } from '../../support/databases';
import { storeApiKey, storeOrganizations, storePerson } from '../../support/facts';
import { startTestServer, type TestServer } from '../../support/test-server';

/** All kinds of callers, relative to the organization `own`. */
const WHO = [
  'anonymous',
  'employee',
  'colleague',
  'leaver',
  'stranger',
  'admin',
  'otherAdmin',
  'agent',
  'programmeAdmin',
  'key',
  'keyWithoutScope',
  'otherKey',
] as const;
type Who = (typeof WHO)[number];

const ANYONE = WHO;
const PERSONS: readonly Who[] = WHO.filter((who) => who !== 'anonymous' && !/key/i.test(who));
const AGENT: readonly Who[] = ['agent'];
const PROGRAMME_ADMIN: readonly Who[] = ['programmeAdmin'];
const VENDOR: readonly Who[] = ['agent', 'programmeAdmin'];
const OWN: readonly Who[] = ['employee', 'colleague', 'admin', 'agent', 'key'];
const ADMIN: readonly Who[] = ['admin'];
const ADMINS: readonly Who[] = ['admin', 'agent'];
/** The guard admits admins of any organization. The command itself checks the owner of the object. */
const SOME_ADMIN: readonly Who[] = ['admin', 'otherAdmin', 'agent'];
const SELF_AND_ADMINS: readonly Who[] = ['employee', 'admin', 'agent'];
const SELF_AND_AGENT: readonly Who[] = ['employee', 'agent'];

/** The audience of each root field and guarded field. A missing field fails the test. */
const TABLE: Readonly<Record<string, readonly Who[]>> = {
  'Query.benefitDifference': ANYONE,
  'Query.benefits': ANYONE,
  'Query.catalogue': ANYONE,
  'Query.catalogueVersion': ANYONE,
  'Query.catalogueVersions': ANYONE,
  'Query.centers': ANYONE,
  'Query.checkCatalogue': PROGRAMME_ADMIN,
  'Query.closedMonths': ANYONE,
  'Query.cohortOverridePreview': AGENT,
  'Query.competencies': ANYONE,
  'Query.competency': ANYONE,
  'Query.credential': ANYONE,
  'Query.credentials': ANYONE,
  'Query.employees': AGENT,
  'Query.auditEntries': AGENT,
  'Query.metrics': ANYONE,
  'Query.node': ANYONE,
  'Query.nodes': ANYONE,
  'Query.offers': ANYONE,
  'Query.organization': ANYONE,
  'Query.organizations': AGENT,
  'Query.organizationsAtRisk': AGENT,
  'Query.policy': ANYONE,
  'Query.previewCatalogue': PROGRAMME_ADMIN,
  'Query.viewer': ANYONE,

  'Mutation.associate': PERSONS,
  'Mutation.changeAffiliationRole': SOME_ADMIN,
  'Mutation.closeMonth': AGENT,
  'Mutation.correctAchievement': AGENT,
  'Mutation.createApiKey': ADMINS,
  'Mutation.endAffiliation': PERSONS,
  'Mutation.importAchievements': AGENT,
  'Mutation.importMetrics': AGENT,
  'Mutation.inviteEmployee': ADMINS,
  'Mutation.placeCohortOverrides': AGENT,
  'Mutation.placeOverride': AGENT,
  'Mutation.purchaseMembership': ADMIN,
  'Mutation.recordAchievement': AGENT,
  'Mutation.publishCatalogue': PROGRAMME_ADMIN,
  'Mutation.recordAffiliation': AGENT,
  'Mutation.recordMembership': AGENT,
  'Mutation.recordMetrics': AGENT,
  'Mutation.refundMembership': SOME_ADMIN,
  'Mutation.redeemBenefit': ADMINS,
  'Mutation.registerEmployee': PERSONS,
  'Mutation.registerOrganization': AGENT,
  'Mutation.revokeAchievement': AGENT,
  'Mutation.revokeApiKey': SOME_ADMIN,
  'Mutation.revokeInvitation': SOME_ADMIN,
  'Mutation.revokeOverride': AGENT,
  'Mutation.rotateApiKey': SOME_ADMIN,
  'Mutation.updateEmployee': PERSONS,
  'Mutation.updateOrganization': ADMINS,

  'Catalogue.document': VENDOR,

  'Competency.status': OWN,

  'Employee.achievements': OWN,
  'Employee.affiliations': SELF_AND_AGENT,
  'Employee.associationPreview': SELF_AND_AGENT,
  'Employee.email': SELF_AND_ADMINS,

  'Membership.credits': ADMINS,
  'Membership.paymentReference': ADMINS,
  'Membership.pricePaid': ADMINS,

  'Organization.affiliations': OWN,
  'Organization.apiKeys': ADMINS,
  'Organization.auditEntries': AGENT,
  'Organization.benefitRedemptions': ADMINS,
  'Organization.benefits': ADMINS,
  'Organization.competencies': OWN,
  'Organization.competency': OWN,
  'Organization.criticalPeople': OWN,
  'Organization.eligibleLevels': OWN,
  'Organization.employees': OWN,
  'Organization.forecast': OWN,
  'Organization.progressTowards': OWN,
  'Organization.timeline': OWN,
  'Organization.invitations': ADMINS,
  'Organization.market': OWN,
  'Organization.membership': OWN,
  'Organization.membershipQuote': ADMINS,
  'Organization.memberships': OWN,
  'Organization.metricRecords': OWN,
  'Organization.overrides': OWN,
  'Organization.plan': OWN,
  'Organization.createdAt': OWN,
  'Organization.renewalAtRisk': OWN,
  'Organization.renewalRisk': OWN,
  'Organization.renewalWindow': OWN,
  'Organization.status': OWN,
  'Organization.version': OWN,
  'Organization.whatIf': OWN,
  'Organization.willBeEligible': OWN,

  'Override.placedBy': AGENT,
};

const REACH: Readonly<Record<string, (selection: string) => string>> = {
  Catalogue: (selection) => `{ catalogue { ${selection} } }`,
  Competency: (selection) => `{ competency(key: "devops") { ${selection} } }`,
  Employee: byNode('Employee', 'emp_employee'),
  Membership: byNode('Membership', 'mem_term'),
  Organization: (selection) => `{ organization(by: { id: "org_own" }) { ${selection} } }`,
  Override: byNode('Override', 'ovr_override'),
  Viewer: (selection) => `{ viewer { ${selection} } }`,
};

const NODES: Readonly<Record<string, readonly Who[]>> = {
  emp_employee: OWN,
  'aff_employee-0': OWN,
  ach_achievement: OWN,
  ovr_override: OWN,
  'mrc_own.2026-01.azureConsumption': OWN,
  mem_term: OWN,
  red_redemption: ADMINS,
  inv_invitation: ADMINS,
  key_program: ADMINS,
  aud_entry: AGENT,
  'sta_own.2026-07-01': OWN,
  'cst_own.2026-07-01.devops': OWN,
  'ent_own.2026-07-01.advisory-hours': ADMINS,
};

const ARGUMENTS = {
  organizationId: 'org_own',
  competency: 'devops',
  key: 'devops',
  id: 'org_own',
  ids: 'org_own',
  code: '70-532',
};

/** Arguments for fields that would refuse the usual arguments, or would change affiliations. */
const ARGUMENTS_FOR: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Query.organization': { id: 'org_own' },
  'Mutation.associate': { organizationId: 'org_nowhere' },
};

const schema = buildSchema();
const declared = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
  .filter(({ type, field }) => isRoot(type) || isGuarded(field.extensions['access']));

it('the table lists every root field and every guarded field', () => {
  expect(Object.keys(TABLE).sort()).toEqual(
    declared.map(({ type, field }) => `${type.name}.${field.name}`).sort(),
  );
});

describe.each(DATABASES)('access on $name', (kind) => {
  let server: TestServer;
  const headers = new Map<Who, string | undefined>();

  beforeAll(async () => {
    server = await startTestServer(kind, { config: { rateLimits: NO_RATES }, outdated: 'derived' });
    await storeEverybody(server);
    for (const who of WHO) headers.set(who, await headerOf(server, who));
  });
  afterAll(() => server.stop());

  const ask = async (document: string, who: Who) => {
    const as = headers.get(who);
    const { body } = await server.ask(document, as === undefined ? {} : { as });
    return body;
  };

  it.each(declared.map(({ type, field }) => `${type.name}.${field.name}`))(
    '%s answers exactly its audience',
    async (name) => {
      const declaration = declared.find(({ type, field }) => `${type.name}.${field.name}` === name);
      if (declaration === undefined) throw new Error(`The schema has no field ${name}.`);
      const { type, field } = declaration;
      const selection = selectionOf(field, ARGUMENTS_FOR[name] ?? ARGUMENTS);
      const document = isRoot(type)
        ? `${type.name === 'Mutation' ? 'mutation' : 'query'} { ${selection} }`
        : REACH[type.name]?.(selection);
      if (document === undefined) throw new Error(`Add a document for ${type.name} to REACH.`);
      const allowed: Who[] = [];
      for (const who of WHO) {
        const { data, errors = [] } = await ask(document, who);
        const codes = errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code);
        const isDenied = codes.some((code: string) => code === 'FORBIDDEN' || code === 'UNAUTHENTICATED');
        expect([
          name,
          who,
          codes.filter((code: string) => !/^(FORBIDDEN|UNAUTHENTICATED|BAD_USER_INPUT)$/.test(code)),
        ]).toEqual([name, who, []]);
        if (isDenied) expect(codes).toEqual([who === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN']);
        const isHidden =
          data !== null &&
          data !== undefined &&
          'node' in data &&
          data.node === null &&
          name !== 'Query.node';
        if (!isDenied && !isHidden) allowed.push(who);
      }
      expect([name, allowed]).toEqual([name, [...(TABLE[name] ?? [])].sort(byWhoOrder)]);
    },
  );

  it.each(Object.keys(NODES))(
    '%s is visible to its audience and looks unknown to other callers',
    async (id) => {
      const [, stored = ''] = /^[a-z]+_(.*)$/.exec(id) ?? [];
      const unknown = id.replace(stored, stored.replace(/[a-z0-9]/g, 'z'));
      const visibleTo: Who[] = [];
      for (const who of WHO) {
        const document = (of: string) =>
          `{ node(id: "${of}") { __typename id } nodes(ids: ["${of}"]) { id } }`;
        const { data, errors } = await ask(document(id), who);
        const statements = server.log.at(-1)?.['statements'];
        expect(errors).toBeUndefined();
        if (data.node !== null) {
          expect(data).toMatchObject({ node: { id }, nodes: [{ id }] });
          visibleTo.push(who);
          continue;
        }
        const unknownNode = await ask(document(unknown), who);
        expect({ data, statements }).toEqual({
          data: unknownNode.data,
          statements: server.log.at(-1)?.['statements'],
        });
      }
      expect(visibleTo).toEqual([...(NODES[id] ?? [])].sort(byWhoOrder));
    },
  );

  it('excludes achievements that a leaver has earned elsewhere', async () => {
    const document = `{ organization(by: { id: "org_own" }) {
      affiliations(first: 10) { nodes { employee { id achievements(first: 10) { nodes { id countsFor { holds } } } } } }
      competency(key: "devops") { uncounted(first: 100) { nodes { achievement { id } } } }
    } }`;
    for (const who of ['employee', 'admin', 'key'] as const) {
      const { data } = await ask(document, who);
      const visible = JSON.stringify(data);
      expect(visible).toContain('ach_before');
      expect(visible).not.toContain('ach_after');
    }
    expect(JSON.stringify((await ask(document, 'agent')).data)).toContain('ach_after');
  });
});

const NO_RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };
const AT = instant(new Date('2026-01-01T00:00:00Z'));

function isRoot({ name }: GraphQLObjectType): boolean {
  return name === 'Query' || name === 'Mutation';
}

function isGuarded(access: unknown): boolean {
  return access !== undefined && !(access as { roles: readonly string[] }).roles.includes('ANYONE');
}

function byWhoOrder(a: Who, b: Who): number {
  return WHO.indexOf(a) - WHO.indexOf(b);
}

function byNode(type: string, id: string) {
  return (selection: string) => `{ node(id: "${id}") { ... on ${type} { ${selection} } } }`;
}

async function storeEverybody({ database }: TestServer): Promise<void> {
  await storeOrganizations(database, { id: 'own' }, { id: 'other' });
  await storePerson(database, 'employee', { organizationId: 'own' });
  await storePerson(database, 'colleague', { organizationId: 'own' });
  await storePerson(
    database,
    'leaver',
    { organizationId: 'own', until: '2026-02-01' },
    { organizationId: 'other', from: '2026-02-01' },
  );
  await storePerson(database, 'stranger', { organizationId: 'other' });
  await storePerson(database, 'admin', { organizationId: 'own', role: 'ADMIN' });
  await storePerson(database, 'otherAdmin', { organizationId: 'other', role: 'ADMIN' });
  await database.transaction(async (transaction) => {
    await transaction.insert(
      AchievementTable,
      [
        { id: 'achievement', employeeId: 'employee', earnedOn: '2026-01-10' },
        { id: 'before', employeeId: 'leaver', earnedOn: '2026-01-10' },
        { id: 'after', employeeId: 'leaver', earnedOn: '2026-02-01' },
      ].map((given) => ({
        ...given,
        credential: '70-532',
        earnedOn: day(given.earnedOn),
        expiry: 'BY_VALIDITY' as const,
        expiresOn: null,
        revokedOn: null,
        source: 'test',
        externalId: given.id,
        createdAt: AT,
        version: 1,
      })),
    );
    await transaction.insert(CompetencyOverrideTable, {
      id: 'override',
      organizationId: 'own',
      competency: 'devops',
      effect: 'WITHHOLD',
      level: null,
      reason: 'A test',
      fromDay: day('2026-03-01'),
      untilDay: day('2026-04-01'),
      createdAt: AT,
      placedBy: 'person:agent',
      version: 1,
    });
    await transaction.insert(MetricRecordTable, {
      organizationId: 'own',
      metric: 'azureConsumption',
      month: month('2026-01'),
      hundredths: 100,
      version: 1,
    });
    await transaction.insert(MembershipTable, {
      id: 'term',
      organizationId: 'own',
      level: 'SILVER',
      fromDay: day('2026-01-01'),
      untilDay: day('2027-01-01'),
      purchasedOn: day('2026-01-01'),
      kind: 'NEW',
      pricePaidMinorUnits: 100,
      currency: 'USD',
      paymentReference: 'x',
      refundedOn: null,
      version: 1,
    });
    await transaction.insert(BenefitRedemptionTable, {
      id: 'redemption',
      organizationId: 'own',
      membershipId: 'term',
      benefit: 'advisory-hours',
      quantity: 1,
      redeemedOn: day('2026-01-01'),
      createdAt: AT,
    });
    await transaction.insert(InvitationTable, {
      id: 'invitation',
      organizationId: 'own',
      name: 'Somebody',
      role: 'MEMBER',
      hash: 'hash',
      createdAt: AT,
      createdBy: 'person:admin',
      expiresAt: instant(new Date('2027-01-01T00:00:00Z')),
      acceptedAt: null,
      acceptedBy: null,
      revokedAt: null,
    });
    await transaction.insert(AuditEntryTable, {
      id: 'entry',
      createdAt: AT,
      actor: 'person:agent',
      command: 'registerOrganization',
      organizationId: 'own',
      subject: 'org_own',
      oldValue: null,
      newValue: null,
      reason: null,
    });
  });
}

async function headerOf(server: TestServer, who: Who): Promise<string | undefined> {
  switch (who) {
    case 'anonymous':
      return undefined;
    case 'agent':
      return server.person('agent', ['agent']);
    case 'programmeAdmin':
      return server.person('programmeAdmin', ['programme-admin']);
    case 'key':
      return keyHeader(server, 'program', 'own', 'READ_ORGANIZATION');
    case 'keyWithoutScope':
      return keyHeader(server, 'keyWithoutScope', 'own', '');
    case 'otherKey':
      return keyHeader(server, 'otherKey', 'other', 'READ_ORGANIZATION');
    case 'admin':
    case 'colleague':
    case 'employee':
    case 'leaver':
    case 'otherAdmin':
    case 'stranger':
      return server.person(who);
  }
}

async function keyHeader({ database }: TestServer, id: string, organizationId: string, scopes: string) {
  return `Bearer ${await storeApiKey(database, { id, organizationId, scopes })}`;
}
