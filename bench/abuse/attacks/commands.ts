import { addDays } from '../../../server/rules';
import { aliases, attack, jsonRequest, list, MAX_ALIASES, type Attack, type Attacker } from '../attack';
import { TODAY, type AttackTargets } from '../data';
import { CHANGED_PROGRAMME } from '../settings';

/**
 * Sends every command, most of them 15 times per request. Commands that cannot succeed repeatedly are refused every
 * time.
 */
export function commands(attacked: AttackTargets): readonly Attack[] {
  return [...carriedOut(attacked), ...refused(attacked)];
}

/** A leading `$` marks an enum value. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${key}: ${literal(inner)}`)
      .join(', ')} }`;
  }
  if (typeof value === 'string' && value.startsWith('$')) return value.slice(1);
  return JSON.stringify(value);
}

function command(
  by: Attacker,
  name: string,
  title: string,
  expects: string | readonly string[],
  input: (number: number) => object,
  selection = 'refusals { code }',
): Attack {
  return attack(
    by,
    title,
    expects,
    (n) =>
      jsonRequest(
        `mutation { ${aliases((i) => `${name}(input: ${literal(input(n * MAX_ALIASES + i))}) { ${selection} }`)} }`,
      ),
    { on: CHANGED_PROGRAMME },
  );
}

function carriedOut({
  organization,
  employees,
  credentials,
  large,
  wordy,
}: AttackTargets): readonly Attack[] {
  const month = (number: number) =>
    `${2024 - Math.floor((number % 240) / 12)}-${String(12 - (number % 12)).padStart(2, '0')}`;
  return [
    command('agent', 'recordAchievement', 'achievements that are recorded', '200', (n) => ({
      employeeId: employees[n % employees.length],
      credential: credentials[n % credentials.length],
      earnedOn: TODAY,
      source: 'abuse',
      externalId: `record-${n}`,
    })),
    command('agent', 'placeOverride', 'overrides that are placed', ['200', '200 refused OVERLAP'], (n) => ({
      organizationId: organization,
      competency: 'devops',
      effect: { grant: '$GOLD' },
      from: addDays(TODAY, n),
      until: addDays(TODAY, n + 1),
      reason: 'abuse',
    })),
    command('agent', 'recordMetrics', 'metrics of 15 organizations', ['200', '200 refused CHANGED'], (n) => ({
      organizationId: wordy[n % wordy.length],
      records: list(20, (i) => ({
        metric: 'azureConsumption',
        month: month(20 * Math.floor(n / wordy.length) + i),
        amount: `${n}.00`,
      })),
    })),
    command('agent', 'registerEmployee', 'people who are registered', '200', (n) => ({
      name: `Abuse ${n}`,
      email: `a${n}@abuse.example`,
    })),
    command('agent', 'registerOrganization', 'organizations that are registered', '200', (n) => ({
      name: `Abuse ${n}`,
      country: 'DE',
      city: 'Bremen',
      market: '$DEVELOPED',
      description: 'x'.repeat(1000),
      languages: ['de', 'en'],
    })),
    command('admin', 'inviteEmployee', 'invitations', '200', (n) => ({
      organizationId: organization,
      name: `Abuse ${n}`,
      role: '$MEMBER',
    })),
    command('admin', 'createApiKey', 'API keys', ['200', '200 refused NOT_PERMITTED'], (n) => ({
      organizationId: organization,
      name: `Abuse ${n}`,
      scopes: ['$READ_ORGANIZATION'],
    })),
    attack(
      'agent',
      'imports of 500 achievements',
      '200',
      (n) =>
        jsonRequest(
          'mutation ($input: ImportAchievementsInput!) { importAchievements(input: $input) { counts { created } refusals { code } } }',
          {
            input: {
              source: 'abuse',
              rows: list(500, (i) => ({
                employee: { id: employees[i % employees.length] },
                credential: credentials[i % credentials.length],
                earnedOn: TODAY,
                externalId: `import-${n}-${i}`,
              })),
            },
          },
        ),
      { on: CHANGED_PROGRAMME },
    ),
    attack(
      'agent',
      'imports of 500 amounts',
      '200',
      (n) =>
        jsonRequest(
          'mutation ($input: ImportMetricsInput!) { importMetrics(input: $input) { counts { created } refusals { code } } }',
          {
            input: {
              rows: list(500, (i) => ({
                organization: { id: [...wordy, ...large][i % (wordy.length + large.length)] },
                metric: 'azureConsumption',
                month: month(Math.floor(i / 50)),
                amount: `${n}.00`,
              })),
            },
          },
        ),
      { on: CHANGED_PROGRAMME },
    ),
    attack(
      'agent',
      'imports of 500 wrong rows',
      '200',
      (n) =>
        jsonRequest(
          'mutation ($input: ImportAchievementsInput!) { importAchievements(input: $input) { counts { refused } rows { refusals { message } } } }',
          {
            input: {
              source: 'abuse',
              errorPolicy: 'SKIP_BAD_ROWS',
              rows: list(500, (i) => ({
                employee: { id: `emp_none-${i}` },
                credential: `70-24${'3'.repeat(150)}${i}`,
                earnedOn: TODAY,
                externalId: `wrong-${n}-${i}`,
              })),
            },
          },
        ),
      { on: CHANGED_PROGRAMME },
    ),
    command(
      'agent',
      'placeCohortOverrides',
      'overrides for whole cohorts',
      ['200', '200 refused OVERLAP', '200 refused NOT_FOUND'],
      (n) => ({
        competency: 'devops',
        effect: { withhold: '$ALL' },
        membershipEnds: { from: '2026-01-01', until: '2027-01-01' },
        from: addDays(TODAY, 2000 + n),
        until: addDays(TODAY, 2001 + n),
        reason: 'abuse',
      }),
      'overrides(first: 100) { totalCount nodes { from } } refusals { code }',
    ),
  ];
}

function refused(attacked: AttackTargets): readonly Attack[] {
  const { organization, employees, affiliations, achievements, membership } = attacked;
  const reason = 'x'.repeat(1000);
  const version = { expectedVersion: 99 };
  const refusedWith = (code: string) => `200 refused ${code}`;
  const refusedCommands: readonly (readonly [
    Attacker,
    string,
    string | readonly string[],
    (n: number) => object,
  ])[] = [
    [
      'admin',
      'purchaseMembership',
      refusedWith('TOO_SOON'),
      (n) => ({
        organizationId: organization,
        offer: 'gold-membership',
        kind: '$RENEWAL',
        expectedTotal: { amount: '1.00', currency: 'USD' },
        paymentReference: `bench-${n}`,
      }),
    ],
    [
      'admin',
      'redeemBenefit',
      refusedWith('NOT_ENOUGH_LEFT'),
      () => ({ organizationId: organization, benefit: 'support-incidents', quantity: 1_000_000, reason }),
    ],
    [
      'admin',
      'refundMembership',
      refusedWith('TOO_LATE'),
      () => ({ membershipId: membership, reason, ...version }),
    ],
    [
      'agent',
      'recordMembership',
      refusedWith('OVERLAP'),
      (n) => ({
        organizationId: organization,
        level: '$GOLD',
        kind: '$NEW',
        from: TODAY,
        price: { amount: '1.00', currency: 'USD' },
        paymentReference: `bench-${n}`,
      }),
    ],
    [
      'agent',
      'correctAchievement',
      refusedWith('INVALID'),
      (n) => ({ achievementId: achievements[n % 100], earnedOn: TODAY, reason, ...version }),
    ],
    [
      'agent',
      'revokeAchievement',
      refusedWith('INVALID'),
      (n) => ({ achievementId: achievements[n % 100], on: TODAY, reason, ...version }),
    ],
    [
      'agent',
      'recordAffiliation',
      refusedWith('OVERLAP'),
      (n) => ({ employeeId: employees[n % employees.length], organizationId: organization, from: TODAY }),
    ],
    [
      'agent',
      'endAffiliation',
      refusedWith('INVALID'),
      (n) => ({ affiliationId: affiliations[n % affiliations.length], on: TODAY, ...version }),
    ],
    [
      'agent',
      'changeAffiliationRole',
      refusedWith('INVALID'),
      (n) => ({ affiliationId: affiliations[n % affiliations.length], role: '$MEMBER', ...version }),
    ],
    [
      'agent',
      'updateEmployee',
      refusedWith('INVALID'),
      (n) => ({ employeeId: employees[n % employees.length], name: `Abuse ${n}`, ...version }),
    ],
    [
      'admin',
      'updateOrganization',
      refusedWith('INVALID'),
      () => ({ organizationId: organization, description: 'x'.repeat(9000), ...version }),
    ],
    [
      'admin',
      'associate',
      refusedWith('NOT_FOUND'),
      (n) => ({ target: { invitationToken: `lri_${String(n).padStart(38, '0')}` } }),
    ],
    ['agent', 'closeMonth', refusedWith('ALREADY_EXISTS'), () => ({ month: '2025-01', reason })],
    [
      'agent',
      'revokeOverride',
      refusedWith('NOT_FOUND'),
      (n) => ({ overrideId: `ovr_${n}`, reason, ...version }),
    ],
    ['agent', 'revokeInvitation', refusedWith('NOT_FOUND'), (n) => ({ invitationId: `inv_${n}` })],
    ['agent', 'revokeApiKey', refusedWith('NOT_FOUND'), (n) => ({ apiKeyId: `key_${n}` })],
    ['agent', 'rotateApiKey', refusedWith('NOT_FOUND'), (n) => ({ apiKeyId: `key_${n}`, graceHours: 1 })],
    [
      'agent',
      'registerOrganization',
      refusedWith('ALREADY_EXISTS'),
      () => ({ name: 'Wordy', key: 'wordy-7', country: 'DE', city: 'x', market: '$DEVELOPED' }),
    ],
  ];
  return [
    ...refusedCommands.map(([by, name, expects, input]) =>
      command(by, name, `${name}, refused`, expects, input),
    ),
    command('agent', 'recordAchievement', 'one command under one idempotency key', '200', () => ({
      employeeId: employees[0],
      credential: attacked.credentials[0],
      earnedOn: TODAY,
      source: 'abuse',
      externalId: 'once',
      idempotencyKey: 'once',
    })),
    attack(
      'agent',
      'texts of 60 kB, 15 times',
      refusedWith('INVALID'),
      () =>
        jsonRequest(
          `mutation ($t: String!) { ${aliases(() => 'registerOrganization(input: { name: $t, key: $t, country: $t, city: $t, market: DEVELOPED, description: $t, website: $t, languages: [$t], idempotencyKey: $t }) { refusals { code } }')} }`,
          { t: 'x '.repeat(30_000) },
        ),
      { on: CHANGED_PROGRAMME },
    ),
  ];
}
