import { describe, expect, it } from '@jest/globals';
import { demoRows } from '../../../server/demo/demo-rows';
import { DEMO_ORGANIZATION, PERSONAS } from '../../../server/demo/personas';
import { instant } from '../../../server/db/instant';
import {
  addDays,
  addMonths,
  day,
  eligibleLevels,
  entitlements,
  isEmpty,
  overlap,
  type Span,
} from '../../../server/rules';
import { catalogue2017 } from '../../support/catalogue';
import { factsOf } from '../../support/facts-of';
import { VERSIONS } from './answers';

const TODAYS = [
  ...['2018-01-01', '2018-06-30', '2026-03-02', '2026-03-19', '2026-03-20', '2026-11-20', '2028-02-29'],
  ...['2031-08-31', '2039-12-31', '2040-12-31'],
].map(day);

describe.each(TODAYS)('the demo on %s', (today) => {
  const rows = demoRows(today);
  const { organizations, employees, affiliations, achievements, memberships, overrides, redemptions } = rows;
  const credentials = new Map(catalogue2017.credentials.map((credential) => [credential.code, credential]));

  it('has at least forty organizations in many countries and both markets, with several hundred people', () => {
    expect(organizations.length).toBeGreaterThanOrEqual(40);
    expect(new Set(organizations.map(({ country }) => country)).size).toBeGreaterThan(30);
    expect(new Set(organizations.map(({ market }) => market))).toEqual(new Set(['DEVELOPED', 'DEVELOPING']));
    expect(employees.length).toBeGreaterThanOrEqual(300);
    expect(employees.length).toBeLessThanOrEqual(600);
  });

  it('has valid values for each organization', () => {
    for (const { key, country, website, languages, description, city } of organizations) {
      expect(key).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }).of(country)).toBeDefined();
      expect(website).toBe(`https://${key}.example`);
      expect(languages).toBe(Intl.getCanonicalLocales(languages.split(',')).join(','));
      expect([city, description].every((text) => text !== '' && text === text.trim())).toBe(true);
    }
  });

  it('has unique ids that sort by recording time', () => {
    const all = [
      organizations,
      employees,
      affiliations,
      achievements,
      memberships,
      overrides,
      redemptions,
    ].flat();
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { id } of all) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
    const byTime = achievements.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
    const times = achievements.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ createdAt }) => createdAt);
    expect(times).toEqual(byTime.map(({ createdAt }) => createdAt));
  });

  it('records nothing after the beginning of today', () => {
    const moments = [
      ...[...organizations, ...employees].map(({ createdAt }) => createdAt),
      ...achievements.map(({ createdAt }) => createdAt),
      ...overrides.map(({ createdAt }) => createdAt),
      ...redemptions.map(({ createdAt }) => createdAt),
    ];
    expect(
      moments
        .toSorted()
        .at(-1)
        ?.localeCompare(instant(new Date(today))),
    ).toBeLessThanOrEqual(0);
    for (const { earnedOn } of achievements) expect(earnedOn <= today).toBe(true);
    for (const { fromDay } of affiliations) expect(fromDay <= today).toBe(true);
    for (const { purchasedOn, refundedOn } of memberships) {
      expect(purchasedOn <= today && (refundedOn === null || refundedOn <= today)).toBe(true);
    }
  });

  it('affiliates each person with one organization at a time', () => {
    for (const personal of Map.groupBy(affiliations, ({ employeeId }) => employeeId).values()) {
      expect(personal.filter(({ untilDay }) => untilDay === null).length).toBeLessThanOrEqual(1);
      expectApart(personal.map(({ fromDay, untilDay }) => ({ from: fromDay, until: untilDay })));
      for (const { openFor, employeeId, untilDay } of personal) {
        expect(openFor).toBe(untilDay === null ? employeeId : null);
      }
    }
    expect(new Set(affiliations.map(({ employeeId }) => employeeId)).size).toBe(employees.length);
    expect(affiliations.length).toBeGreaterThan(employees.length);
  });

  it('has achievements that could be earned on their day, with any expiry or revocation after that day', () => {
    for (const { credential, earnedOn, expiry, expiresOn, revokedOn } of achievements) {
      const known = credentials.get(credential);
      if (known === undefined) throw new Error(`The catalogue has no credential "${credential}".`);
      expect(known.retiresOn === null || earnedOn < known.retiresOn).toBe(true);
      expect(known.acceptedUntil === null || credential === '70-534').toBe(true);
      expect(expiresOn === null).toBe(expiry !== 'ON');
      expect(expiresOn === null || expiresOn > earnedOn).toBe(true);
      expect(revokedOn === null || (revokedOn > earnedOn && revokedOn <= today)).toBe(true);
    }
    expect(achievements.filter(({ revokedOn }) => revokedOn !== null).length).toBeGreaterThan(0);
  });

  it('imports each record of a source once', () => {
    const imported = achievements.filter(({ externalId }) => externalId !== null);
    expect(new Set(imported.map(({ source, externalId }) => `${source} ${externalId}`)).size).toBe(
      imported.length,
    );
    expect(imported.length).toBeLessThan(achievements.length);
  });

  it('has terms that never overlap, each bought by an eligible organization in its window', () => {
    const { policy } = catalogue2017;
    for (const organization of organizations) {
      const facts = factsOf(rows, organization);
      const terms = memberships.filter(({ organizationId }) => organizationId === organization.id);
      expectApart(terms.map(({ fromDay, untilDay }) => ({ from: fromDay, until: untilDay })));
      for (const term of terms) {
        expect(eligibleLevels(VERSIONS, facts, term.purchasedOn)).toContain(term.level);
        if (term.kind === 'RENEWAL') {
          expect(terms.map(({ untilDay }) => untilDay)).toContain(term.fromDay);
          expect(term.purchasedOn >= addDays(term.fromDay, -policy.renewalOpensDaysBefore)).toBe(true);
          expect(term.purchasedOn < addDays(term.fromDay, policy.renewalClosesDaysAfter)).toBe(true);
        } else {
          expect(term.fromDay).toBe(term.purchasedOn);
        }
        if (term.refundedOn !== null) {
          expect(term.refundedOn < addDays(term.purchasedOn, policy.refundDays)).toBe(true);
          expect(isEmpty({ from: term.fromDay, until: term.untilDay })).toBe(true);
        } else if (!terms.some(({ kind, fromDay }) => kind === 'UPGRADE' && fromDay === term.untilDay)) {
          expect(term.untilDay).toBe(addMonths(term.fromDay, policy.termMonths));
        }
      }
    }
  });

  it('has memberships at catalogue prices, less the discount of an upgrade', () => {
    const { offers, policy } = catalogue2017;
    for (const { level, kind, pricePaidMinorUnits, currency } of memberships) {
      const price = offers.find((offer) => offer.level === level)?.price;
      const percent = kind === 'UPGRADE' ? 100 - policy.upgradeDiscountPercent : 100;
      expect({ minorUnits: (pricePaidMinorUnits * 100) / percent, currency }).toEqual(price);
    }
  });

  it('redeems only available benefits, and leaves some of them unused', () => {
    const used = redemptions.map((row) => ({ ...row, membership: row.membershipId }));
    for (const { organizationId, benefit, membershipId, redeemedOn } of redemptions) {
      const organization = organizations.find(({ id }) => id === organizationId);
      if (organization === undefined) throw new Error(`There is no organization "${organizationId}".`);
      const available = entitlements(VERSIONS, factsOf(rows, organization), used, redeemedOn);
      const entitlement = available.find((one) => one.benefit === benefit);
      expect(entitlement).toMatchObject({ membership: membershipId });
      expect(entitlement?.used).toBeLessThanOrEqual(entitlement?.quantity ?? 0);
    }
    const home = organizations.find(({ key }) => key === DEMO_ORGANIZATION);
    if (home === undefined) throw new Error('The demo has no organization of its own.');
    const now = entitlements(VERSIONS, factsOf(rows, home), used, today);
    expect(now.filter((one) => one.used > 0 && one.remaining > 0).length).toBeGreaterThanOrEqual(2);
    expect(now.filter(({ remaining }) => remaining === 0).length).toBeGreaterThanOrEqual(1);
  });

  it('has overrides placed by the demo agent for the number of months in the policy', () => {
    for (const { fromDay, untilDay, placedBy, competency } of overrides) {
      expect(untilDay).toBe(addMonths(fromDay, catalogue2017.policy.overrideMonths));
      expect(placedBy).toBe(`person:${PERSONAS.agent.subject}`);
      expect(catalogue2017.competencies.map(({ key }) => key)).toContain(competency);
    }
  });

  it('closes each month on the 20th of the next month, and has sales only for past months', () => {
    const months = rows.monthClosings.map(({ month }) => month).toSorted();
    for (const { month, closedOn } of rows.monthClosings) {
      expect(closedOn).toBe(`${addMonths(day(`${month}-01`), 1).slice(0, 7)}-20`);
      expect(closedOn <= today).toBe(true);
    }
    expect(months.at(-1)).toBe(addMonths(today, Number(today.slice(8)) >= 20 ? -1 : -2).slice(0, 7));
    const known = new Set(catalogue2017.metrics.map(({ key }) => key));
    for (const { metric, month, hundredths } of rows.metricRecords) {
      expect(known).toContain(metric);
      expect(Number.isSafeInteger(hundredths) && hundredths >= 0).toBe(true);
      expect(month < today.slice(0, 7)).toBe(true);
    }
  });

  it('has accounts for two personas, both in the demo organization', () => {
    const home = organizations.find(({ key }) => key === DEMO_ORGANIZATION);
    const persons = employees.filter(({ subject }) => subject !== null);
    const places = persons.map(({ id, name, subject }) => {
      const at = affiliations.find(({ employeeId }) => employeeId === id);
      return { name, subject, role: at?.role, home: at?.organizationId === home?.id, until: at?.untilDay };
    });
    const { employee, partnerAdmin } = PERSONAS;
    expect(places).toEqual([
      { name: employee.name, subject: employee.subject, role: 'MEMBER', home: true, until: null },
      { name: partnerAdmin.name, subject: partnerAdmin.subject, role: 'ADMIN', home: true, until: null },
    ]);
  });

  it('has an admin in every organization', () => {
    const admins = affiliations.filter(({ role, untilDay }) => role === 'ADMIN' && untilDay === null);
    expect(new Set(admins.map(({ organizationId }) => organizationId)).size).toBe(organizations.length);
  });
});

function expectApart(spans: readonly Span[]): void {
  spans.forEach((span, i) => {
    for (const other of spans.slice(i + 1)) expect(overlap(span, other)).toBe(false);
  });
}
