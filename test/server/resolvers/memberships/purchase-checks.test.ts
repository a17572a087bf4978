import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AnyJson } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { OFFERS, storeMember, storeOverride, storeTerms } from '../../../support/orders';
import { startTestServer, type TestServer } from '../../../support/test-server';

/** The fragment of the SDK, which selects every field of every type. */
const FRAGMENT = readFileSync(
  join(__dirname, '../../../../client/sdk/operations/memberships/purchase-check.graphql'),
  'utf8',
);
const QUOTE = `query ($id: ID!, $offer: String!, $kind: MembershipKind, $on: LocalDate) { organization(by: { id: $id }) {
  membershipQuote(offer: $offer, kind: $kind, on: $on) { checks { ...PurchaseCheck } } } } ${FRAGMENT}`;

describe.each(DATABASES)('the checks of a quote on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    agent = await server.person('agent', ['agent']);
  });
  afterAll(() => server.stop());

  /** The type and the values of a check, without what all checks have. */
  const valuesOf = async (
    id: string,
    key: string,
    level: 'SILVER' | 'GOLD',
    variables: object = {},
  ): Promise<AnyJson> => {
    const { body } = await server.ask(QUOTE, {
      variables: { id: `org_${id}`, offer: OFFERS[level], ...variables },
      as: agent,
    });
    const checks: AnyJson[] = body.data.organization.membershipQuote.checks;
    const check = checks.find((candidate) => candidate.key === key);
    const {
      key: _key,
      passed: _passed,
      inWords: _inWords,
      toPass: _toPass,
      passesFrom: _from,
      ...values
    } = check;
    return values;
  };

  it('show the levels and the withheld competencies', async () => {
    await storeMember(server, 'withheld', 'SILVER');
    expect(await valuesOf('withheld', 'ELIGIBLE_LEVEL', 'SILVER')).toEqual({
      __typename: 'EligibilityCheck',
      requiredLevel: 'SILVER',
      eligibleLevels: ['SILVER'],
      withheldCompetencies: [],
    });
    await storeOverride(server.database, 'withheld', {
      level: null,
      competency: 'devops',
      from: '2026-01-01',
      until: '2026-04-01',
    });
    expect(await valuesOf('withheld', 'ELIGIBLE_LEVEL', 'SILVER')).toEqual({
      __typename: 'EligibilityCheck',
      requiredLevel: 'SILVER',
      eligibleLevels: [],
      withheldCompetencies: [{ key: 'devops', name: 'DevOps' }],
    });
  });

  it('show the possible kinds, the running term, its upgrades and the renewal window', async () => {
    await storeMember(server, 'runs');
    await storeTerms(server, 'runs', { from: '2025-04-01' });
    expect(await valuesOf('runs', 'KIND_CHOSEN', 'GOLD')).toEqual({
      __typename: 'KindCheck',
      possibleKinds: ['RENEWAL', 'UPGRADE'],
    });
    const renewalWindow = {
      from: '2026-01-01',
      until: '2026-05-01',
      lastDay: '2026-04-30',
      state: 'OPEN',
      membership: { id: 'mem_runs-0', until: '2026-04-01' },
    };
    const runningTerm = { id: 'mem_runs-0', level: 'SILVER', until: '2026-04-01', lastDay: '2026-03-31' };
    const running = { __typename: 'RunningTermCheck', runningTerm, upgradeLevels: ['GOLD'], renewalWindow };
    expect(await valuesOf('runs', 'NO_RUNNING_TERM', 'SILVER', { kind: 'NEW' })).toEqual(running);
    expect(await valuesOf('runs', 'LOWER_RUNNING_TERM', 'GOLD', { kind: 'UPGRADE' })).toEqual(running);
    const window = { __typename: 'RenewalWindowCheck', renewalWindow };
    expect(await valuesOf('runs', 'RENEWAL_WINDOW', 'SILVER', { kind: 'RENEWAL' })).toEqual(window);
    const later = { kind: 'NEW', on: '2026-04-02' };
    expect(await valuesOf('runs', 'NOT_IN_GRACE', 'SILVER', later)).toEqual({
      ...window,
      renewalWindow: { ...renewalWindow, state: 'IN_GRACE' },
    });
    expect(await valuesOf('runs', 'NO_RUNNING_TERM', 'SILVER', later)).toMatchObject({
      runningTerm: null,
      upgradeLevels: [],
    });
  });

  it('show the later term, the currencies and the day that is too late', async () => {
    await storeMember(server, 'later');
    await storeTerms(server, 'later', { from: '2026-06-01' });
    expect(await valuesOf('later', 'NO_LATER_TERM', 'SILVER', { kind: 'NEW' })).toEqual({
      __typename: 'LaterTermCheck',
      laterTerm: {
        id: 'mem_later-0',
        level: 'SILVER',
        from: '2026-06-01',
        until: '2027-06-01',
        lastDay: '2027-05-31',
      },
    });
    await storeMember(server, 'credit');
    await storeTerms(
      server,
      'credit',
      { from: '2025-04-01' },
      { from: '2026-04-01', kind: 'RENEWAL', currency: 'EUR', purchasedOn: '2026-02-01' },
    );
    expect(await valuesOf('credit', 'CREDIT_IN_CURRENCY', 'GOLD', { kind: 'UPGRADE' })).toEqual({
      __typename: 'CurrencyCheck',
      currency: 'USD',
      otherCurrency: 'EUR',
    });
    await storeMember(server, 'last');
    const last = { kind: 'NEW', on: '9999-12-31' };
    expect(await valuesOf('last', 'WITHIN_CALENDAR', 'SILVER', last)).toEqual({
      __typename: 'CalendarCheck',
      from: '9999-12-31',
    });
  });
});
