import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogueDocument2017, storeVersion } from '../../../support/catalogue';
import { auditOf, commandsOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { OFFERS, orderCommandsOf, PURCHASE, storeMember } from '../../../support/orders';
import { startTestServer, type TestServer } from '../../../support/test-server';

const RECORD = `mutation ($input: RecordMembershipInput!) { recordMembership(input: $input) {
  membership { id pricePaid { amount currency } } refusals { code message path } } }`;

const PRICES = `query ($on: LocalDate!) { catalogue(on: $on) {
  offers { key price { amount currency } } benefits { key value { amount currency } } } }`;

/** The amounts of a Gold upgrade at 25 %, whose discount ends in half a minor unit, from a prepaid Silver term. */
const CURRENCIES = [
  {
    currency: 'USD',
    year: 2027,
    silver: { price: 1850, amount: '1850.00', minorUnits: 185_000 },
    gold: { price: 5260.02, amount: '5260.02', discounted: '3945.01' },
    discount: '1315.01',
    total: { amount: '2095.01', inWords: '2,095.01 USD', minorUnits: 209_501, oneLess: '2095.00' },
    tooExact: { amount: '1850.000', message: 'USD has 2: write the amount like "1850.00".' },
    atMost: '9999999999999.99',
  },
  {
    currency: 'JPY',
    year: 2029,
    silver: { price: 185_000, amount: '185000', minorUnits: 185_000 },
    gold: { price: 526_002, amount: '526002', discounted: '394501' },
    discount: '131501',
    total: { amount: '209501', inWords: '209,501 JPY', minorUnits: 209_501, oneLess: '209500' },
    tooExact: { amount: '1850.00', message: 'JPY has 0: write the amount like "1850".' },
    atMost: '999999999999999',
  },
  {
    currency: 'KWD',
    year: 2031,
    silver: { price: 550.125, amount: '550.125', minorUnits: 550_125 },
    gold: { price: 1600.002, amount: '1600.002', discounted: '1200.001' },
    discount: '400.001',
    total: { amount: '649.876', inWords: '649.876 KWD', minorUnits: 649_876, oneLess: '649.875' },
    tooExact: { amount: '550.1250', message: 'KWD has 3: write the amount like "1850.000".' },
    atMost: '999999999999.999',
  },
] as const;

describe.each(DATABASES)('money on $name', (kind) => {
  let server: TestServer;
  let clock = new Date();
  const on = (day: string) => {
    clock = new Date(`${day}T10:00:00.000Z`);
  };
  beforeAll(async () => {
    on('2027-01-01');
    server = await startTestServer(kind, {
      clock: () => clock,
      config: { today: null, rateLimits: NO_RATES },
    });
    for (const [i, { currency, year, silver, gold }] of CURRENCIES.entries()) {
      const document = catalogueDocument2017();
      for (const offer of document['offers'])
        offer.price = { amount: offer.level === 'GOLD' ? gold.price : silver.price, currency };
      document['benefits'][0].value = { amount: gold.price, currency };
      await storeVersion(server.database, i + 2, `${year}-01-01`, document);
    }
  });
  afterAll(() => server.stop());
  const { asAdminOf, quote, purchase, buys, refund, termsOf } = orderCommandsOf(() => server);
  const { refused: refusedPurchase } = commandsOf(() => server, PURCHASE);
  const { send: record, refused: refusedRecord } = commandsOf(() => server, RECORD);

  describe.each(CURRENCIES)(
    'in $currency',
    ({ currency, year, silver, gold, discount, total, tooExact, atMost }) => {
      const money = (amount: string) => ({ amount, currency });

      it('has the decimal places of the currency in the catalogue', async () => {
        const { body } = await server.ask(PRICES, { variables: { on: `${year}-03-01` } });
        const { offers, benefits } = body.data.catalogue;
        expect(offers).toEqual([
          { key: OFFERS.SILVER, price: money(silver.amount) },
          { key: OFFERS.GOLD, price: money(gold.amount) },
        ]);
        expect(benefits[0].value).toEqual(money(gold.amount));
      });

      it('is quoted, paid, credited and paid back exactly', async () => {
        const id = `buyer-${currency}`;
        await storeMember(server, id);
        on(`${year}-01-10`);
        expect(await buys(id, 'SILVER', 'NEW')).toMatchObject({ pricePaid: money(silver.amount) });
        on(`${year}-12-01`);
        const ahead = await buys(id, 'SILVER', 'RENEWAL');

        const { order, inWords } = await quote(id, 'GOLD', { kind: 'UPGRADE' });
        expect(order).toMatchObject({
          listPrice: money(gold.amount),
          discounts: [{ percent: 25, amount: { amount: discount } }],
          credits: [{ membership: { id: ahead.id }, amount: money(silver.amount) }],
          total: money(total.amount),
        });
        expect(inWords).toContain(total.inWords);

        const { refusals } = await purchase(id, 'GOLD', 'UPGRADE', {
          expectedTotal: money(total.oneLess),
        });
        expect(refusals).toMatchObject([{ code: 'CHANGED', path: ['input', 'expectedTotal'] }]);
        expect(refusals[0].message).toContain(total.inWords);

        const upgrade = await buys(id, 'GOLD', 'UPGRADE');
        expect(upgrade).toMatchObject({
          pricePaid: money(total.amount),
          credits: [{ membership: { id: ahead.id }, amount: money(silver.amount) }],
        });
        expect((await termsOf(id)).find(({ level }) => level === 'GOLD')).toMatchObject({
          pricePaidMinorUnits: total.minorUnits,
          currency,
        });
        expect(await auditOf(server, upgrade.id)).toMatchObject([
          {
            after: {
              pricePaidMinorUnits: total.minorUnits,
              credits: [{ minorUnits: silver.minorUnits, currency }],
            },
          },
        ]);

        const repeated = { idempotencyKey: `refund ${currency}` };
        expect((await refund(id, upgrade.id, repeated)).paidBack).toEqual(money(gold.discounted));
        const again = await refund(id, upgrade.id, { ...repeated, expectedVersion: 1 });
        expect(again).toMatchObject({ paidBack: money(gold.discounted), refusals: [] });
      });

      it('is refused with too many decimal places, or too many digits', async () => {
        const id = `refused-${currency}`;
        await storeMember(server, id);
        on(`${year}-01-10`);
        const admin = await asAdminOf(id);
        const input = (amount: string) => ({
          organizationId: `org_${id}`,
          offer: OFFERS.SILVER,
          kind: 'NEW',
          expectedTotal: money(amount),
          paymentReference: 'INV-1',
        });
        expect(await refusedPurchase(input(tooExact.amount), admin)).toEqual([
          {
            code: 'INVALID',
            message: `"${tooExact.amount}" has too many decimal places. ${tooExact.message}`,
            path: ['input', 'expectedTotal', 'amount'],
          },
        ]);
        expect(await refusedPurchase(input(`1${atMost}`), admin)).toEqual([
          {
            code: 'INVALID',
            message: `"1${atMost}" is too large. The largest amount in ${currency} is "${atMost}".`,
            path: ['input', 'expectedTotal', 'amount'],
          },
        ]);
      });

      it('is recorded exactly, up to the largest amount', async () => {
        const id = `recorded-${currency}`;
        await storeMember(server, id);
        on(`${year}-01-10`);
        const agent = await server.person('agent', ['agent']);
        const input = (amount: string) => ({
          organizationId: `org_${id}`,
          level: 'SILVER',
          from: `${year - 1}-01-10`,
          kind: 'NEW',
          price: money(amount),
          paymentReference: 'INV-1',
        });
        expect(await refusedRecord(input(tooExact.amount), agent)).toMatchObject([
          { code: 'INVALID', path: ['input', 'price', 'amount'] },
        ]);
        expect(await record(input(atMost), agent)).toMatchObject({
          membership: { pricePaid: money(atMost) },
          refusals: [],
        });
      });
    },
  );

  it('is refused in a currency that is not in use', async () => {
    const agent = await server.person('agent', ['agent']);
    const input = {
      organizationId: 'org_nobody',
      level: 'SILVER',
      from: '2026-01-10',
      kind: 'NEW',
      price: { amount: '1.00', currency: 'DEM' },
      paymentReference: 'INV-1',
    };
    expect(await refusedRecord(input, agent)).toEqual([
      {
        code: 'INVALID',
        message: '"DEM" is not a currency of ISO 4217 that is in use. Give a code such as "USD".',
        path: ['input', 'price', 'currency'],
      },
    ]);
  });
});

const NO_RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };
