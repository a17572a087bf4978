import type { MigrationInterface, QueryRunner } from 'typeorm';
import { PlainError } from '../../messages/plain-error';

/** The currencies of ISO 4217 with other than two decimal places, when this migration was written. */
const CODES_BY_PLACES: readonly (readonly [places: number, codes: readonly string[]])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ')],
  [3, 'BHD IQD JOD KWD LYD OMR TND'.split(' ')],
  [4, 'CLF UYW'.split(' ')],
];

/** The largest amount that the server accepts. */
const MAX_UNITS = 999_999_999_999_999;

interface AmountColumn {
  readonly table: string;
  readonly id: string;
  readonly hundredths: string;
  readonly minorUnits: string;
}

const COLUMNS: readonly AmountColumn[] = [
  { table: 'membership', id: 'id', hundredths: 'pricePaid', minorUnits: 'pricePaidMinorUnits' },
  { table: 'membership_credit', id: 'membershipId', hundredths: 'hundredths', minorUnits: 'minorUnits' },
];

/**
 * Money was stored as hundredths, whatever the currency. Now it is stored in minor units: JPY has none, so 185000
 * hundredths become 1850. An amount that its currency cannot represent, such as half a yen, stops the migration before
 * it changes anything: only the payment can tell which amount was charged.
 *
 * Audit entries keep their values: `pricePaid` in hundredths before, `pricePaidMinorUnits` from now on.
 */
export class MinorUnits1765000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await convert(runner, {
      from: 'hundredths',
      to: 'minorUnits',
      shift: (places) => places - 2,
      placesOf: (currency) => CODES_BY_PLACES.find(([, codes]) => codes.includes(currency))?.[0] ?? 2,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await convert(runner, {
      from: 'minorUnits',
      to: 'hundredths',
      shift: (places) => 2 - places,
      placesOf: () => 2,
    });
  }
}

interface Conversion {
  readonly from: 'hundredths' | 'minorUnits';
  readonly to: 'hundredths' | 'minorUnits';
  /** The exponent of ten for the conversion of an amount in a currency with these decimal places. */
  readonly shift: (places: number) => number;
  /** The decimal places that a catalogue document may have afterwards. */
  readonly placesOf: (currency: string) => number;
}

async function convert(runner: QueryRunner, conversion: Conversion): Promise<void> {
  const problems = [
    ...(await unrepresentablePrices(runner, conversion)),
    ...(await unrepresentableAmounts(runner, conversion)),
  ];
  if (problems.length > 0) {
    throw new PlainError(
      'The database cannot be migrated, because these amounts have too many decimal places or are too large for' +
        ` their currency:\n${problems.map((problem) => `  ${problem}\n`).join('')}` +
        'Correct them in the database to the amounts that were charged, and migrate again.',
    );
  }
  for (const column of COLUMNS) await convertColumn(runner, column, conversion);
}

/** MariaDB may interrupt the conversion between two statements. The copy shows which amounts are converted. */
const COPY = 'amountBeforeMigration';

async function convertColumn(
  runner: QueryRunner,
  column: AmountColumn,
  conversion: Conversion,
): Promise<void> {
  const { table } = column;
  const [from, to] = [column[conversion.from], column[conversion.to]];
  if (await runner.hasColumn(table, from)) {
    if (!(await runner.hasColumn(table, COPY))) {
      await runner.query(`ALTER TABLE ${table} ADD COLUMN ${COPY} bigint NULL`);
    }
    await runner.query(`UPDATE ${table} SET ${COPY} = ${from} WHERE ${COPY} IS NULL`);
    for (const [places, codes] of CODES_BY_PLACES) {
      const shift = conversion.shift(places);
      const shifted = shift > 0 ? `${COPY} * ${10 ** shift}` : `${COPY} / ${10 ** -shift}`;
      await runner.query(`UPDATE ${table} SET ${from} = ${shifted} WHERE currency IN (${quoted(codes)})`);
    }
    await runner.query(`ALTER TABLE ${table} RENAME COLUMN ${from} TO ${to}`);
  }
  if (await runner.hasColumn(table, COPY)) await runner.query(`ALTER TABLE ${table} DROP COLUMN ${COPY}`);
}

async function unrepresentableAmounts(
  runner: QueryRunner,
  conversion: Conversion,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const column of COLUMNS) {
    const { table, id } = column;
    const amount = column[conversion.from];
    const isUntouched = (await runner.hasColumn(table, amount)) && !(await runner.hasColumn(table, COPY));
    if (!isUntouched) continue;
    for (const [places, codes] of CODES_BY_PLACES) {
      const shift = conversion.shift(places);
      const isUnrepresentable =
        shift > 0
          ? `ABS(${amount}) > ${Math.floor(MAX_UNITS / 10 ** shift)}`
          : `${amount} % ${10 ** -shift} <> 0`;
      const rows = (await runner.query(
        `SELECT ${id} AS id, ${amount} AS amount, currency FROM ${table}` +
          ` WHERE currency IN (${quoted(codes)}) AND ${isUnrepresentable} ORDER BY ${id}`,
      )) as { id: string; amount: number | string; currency: string }[];
      for (const row of rows)
        problems.push(`${table}, ${id} ${row.id}: ${amount} is ${row.amount} in ${row.currency}`);
    }
  }
  return problems;
}

interface WrittenPrice {
  readonly amount: number;
  readonly currency: string;
}

/** The parts of a stored document that hold prices. A document was checked before it was stored. */
interface WrittenCatalogue {
  readonly offers: readonly { readonly price: WrittenPrice }[];
  readonly benefits: readonly {
    readonly value?: WrittenPrice | null;
    readonly price?: WrittenPrice | null;
  }[];
}

async function unrepresentablePrices(
  runner: QueryRunner,
  { placesOf }: Conversion,
): Promise<readonly string[]> {
  const versions = (await runner.query('SELECT number, document FROM catalogue_version ORDER BY number')) as {
    number: number;
    document: string;
  }[];
  return versions.flatMap(({ number, document }) => {
    const { offers, benefits } = JSON.parse(document) as WrittenCatalogue;
    const prices = [
      ...offers.map(({ price }, i) => ({ price, place: `offers[${i}].price` })),
      ...benefits.flatMap(({ value, price }, i) => [
        { price: value, place: `benefits[${i}].value` },
        { price, place: `benefits[${i}].price` },
      ]),
    ];
    return prices.flatMap(({ price, place }) => {
      if (price === null || price === undefined) return [];
      const { amount, currency } = price;
      if (isRepresentable(amount, placesOf(currency))) return [];
      return [`catalogue_version, number ${number}: ${place} is ${amount} in ${currency}`];
    });
  });
}

function isRepresentable(amount: number, places: number): boolean {
  const [, whole = '', fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(String(amount)) ?? [];
  if (whole === '' || fraction.length > places) return false;
  return Number(`${whole}${fraction.padEnd(places, '0')}`) <= MAX_UNITS;
}

function quoted(codes: readonly string[]): string {
  return codes.map((code) => `'${code}'`).join(', ');
}
