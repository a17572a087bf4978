import { addDays, addMonths, firstDayOf, monthOf, shiftMonth, type Day, type Level } from '../rules';
import type {
  BenefitRedemptionRow,
  CompetencyOverrideRow,
  MembershipRow,
  MetricRecordRow,
  MonthClosingRow,
  OrganizationRow,
} from '../db/entities';
import { normalizeForSearch } from '../db/normalize-for-search';
import { SeededRandom } from './seeded-random';
import type { Company, DemoOverride, Sales, Term, DemoRedemption } from './company';
import { PERSONAS } from './personas';
import { idOf, recordingInstant } from './rows';
import { approximateDay, dayOf } from './demo-day';

export function organizationRow(company: Company, today: Day): OrganizationRow {
  // The company joined earlier than its first people, who joined about `monthsInProgramme` months ago.
  const joinedOn = approximateDay(`${-company.monthsInProgramme - 1}m`, company.key, today);
  const createdAt = recordingInstant(company.key, joinedOn, today);
  return {
    id: idOf(company.key, createdAt),
    key: company.key,
    name: company.name,
    searchName: normalizeForSearch(company.name),
    market: company.market,
    country: company.country,
    city: company.city,
    description: company.description,
    website: `https://${company.key}.example`,
    languages: company.languages.join(','),
    createdAt,
    version: 1,
    edition: 0,
    size: 1,
  };
}

/** The historic prices in US cents. */
const PRICES: Readonly<Record<Level, number>> = { SILVER: 185_000, GOLD: 526_000 };
const UPGRADE_DISCOUNT_PERCENT = 25;
const TERM_MONTHS = 12;

export function membershipRows(
  terms: readonly Term[],
  { id: organizationId, key }: OrganizationRow,
  today: Day,
): readonly MembershipRow[] {
  const rows: MembershipRow[] = [];
  terms.forEach((term, i) => {
    const name = `${key} term ${i + 1}`;
    const previous = rows.at(-1);
    const { fromDay, purchasedOn } = daysOf(term, previous, today);
    const refundedOn =
      term.kind === 'RENEWAL' && term.refunded !== undefined ? dayOf(term.refunded, today) : null;
    if (term.kind === 'UPGRADE' && previous !== undefined) {
      rows.splice(-1, 1, { ...previous, untilDay: fromDay, version: previous.version + 1 });
    }
    const discount = term.kind === 'UPGRADE' ? UPGRADE_DISCOUNT_PERCENT : 0;
    rows.push({
      id: idOf(name, recordingInstant(name, purchasedOn, today)),
      organizationId,
      level: term.level,
      fromDay,
      // The term of a renewal that is refunded before it begins becomes empty.
      untilDay: refundedOn === null ? addMonths(fromDay, TERM_MONTHS) : fromDay,
      purchasedOn,
      kind: term.kind,
      pricePaidMinorUnits: (PRICES[term.level] * (100 - discount)) / 100,
      currency: 'USD',
      paymentReference: `demo ${key} ${i + 1}`,
      refundedOn,
      version: refundedOn === null ? 1 : 2,
    });
  });
  return rows;
}

function daysOf(
  term: Term,
  previous: MembershipRow | undefined,
  today: Day,
): Pick<MembershipRow, 'fromDay' | 'purchasedOn'> {
  if (term.kind !== 'RENEWAL') {
    const on = dayOf(term.on, today);
    return { fromDay: on, purchasedOn: on };
  }
  if (previous === undefined) throw new RangeError('A renewal needs a term before it.');
  return { fromDay: previous.untilDay, purchasedOn: addDays(previous.untilDay, -term.daysBefore) };
}

export function redemptionRows(
  used: readonly DemoRedemption[],
  terms: readonly MembershipRow[],
  { id: organizationId, key }: OrganizationRow,
  today: Day,
): readonly BenefitRedemptionRow[] {
  return used.map(({ benefit, quantity, on }, i) => {
    const name = `${key} redemption ${i + 1}`;
    const redeemedOn = dayOf(on, today);
    const term = terms.find(({ fromDay, untilDay }) => fromDay <= redeemedOn && redeemedOn < untilDay);
    if (term === undefined) throw new RangeError(`"${key}" has no membership on ${redeemedOn}.`);
    const createdAt = recordingInstant(name, redeemedOn, today);
    return {
      id: idOf(name, createdAt),
      organizationId,
      membershipId: term.id,
      benefit,
      quantity,
      redeemedOn,
      createdAt,
    };
  });
}

const OVERRIDE_MONTHS = 3;

export function overrideRows(
  overrides: readonly DemoOverride[],
  { id: organizationId, key }: OrganizationRow,
  today: Day,
): readonly CompetencyOverrideRow[] {
  return overrides.map(({ from, ...placed }, i) => {
    const name = `${key} override ${i + 1}`;
    const fromDay = dayOf(from, today);
    const createdAt = recordingInstant(name, fromDay, today);
    return {
      id: idOf(name, createdAt),
      organizationId,
      ...placed,
      fromDay,
      untilDay: addMonths(fromDay, OVERRIDE_MONTHS),
      createdAt,
      placedBy: `person:${PERSONAS.agent.subject}`,
      version: 1,
    };
  });
}

const RECORDED_MONTHS = 26;

/** Records for the last full months. The latest of these months may not be closed yet. */
export function metricRows(
  sales: Sales,
  { id: organizationId, key }: OrganizationRow,
  today: Day,
): readonly MetricRecordRow[] {
  return Object.entries(sales).flatMap(([metric, { monthly, growth }]) => {
    const chance = new SeededRandom(`${key} sells ${metric}`);
    // Money has cents. Customers, seats and entitlements are whole numbers.
    const unit = /Revenue|Consumption/.test(metric) ? 1 : 100;
    return Array.from({ length: RECORDED_MONTHS }, (_, i): MetricRecordRow => {
      const expected = monthly * 100 * (1 + growth / 100) ** i;
      const hundredths = (expected * chance.between(9300, 10700)) / 10_000;
      return {
        organizationId,
        metric,
        month: shiftMonth(monthOf(today), i - RECORDED_MONTHS),
        hundredths: Math.round(hundredths / unit) * unit,
        version: 1,
      };
    });
  });
}

const CLOSED_MONTHS = 38;
const CLOSING_DAY = 20;

export function monthClosingRows(today: Day): readonly MonthClosingRow[] {
  return Array.from({ length: CLOSED_MONTHS }, (_, i): MonthClosingRow => {
    const month = shiftMonth(monthOf(today), i - CLOSED_MONTHS);
    return { month, closedOn: addDays(firstDayOf(shiftMonth(month, 1)), CLOSING_DAY - 1) };
  }).filter(({ closedOn }) => closedOn <= today);
}
