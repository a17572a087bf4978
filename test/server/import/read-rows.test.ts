import { describe, expect, it } from '@jest/globals';
import { ACHIEVEMENT_IMPORT } from '../../../server/import/achievements';
import type { RowShape } from '../../../server/import/import-kind';
import { METRIC_IMPORT } from '../../../server/import/metrics';
import { START_OF_FILE, type Position } from '../../../server/import/read-lines';
import { BadHeader, readRows, type Format } from '../../../server/import/read-rows';
import { chunked } from '../../support/chunks';
import { inEnglish } from '../../support/in-english';

async function rowsOf<Given>(
  shape: RowShape<Given>,
  format: Format,
  file: string,
  from: Position = START_OF_FILE,
) {
  const bytes = Buffer.from(file);
  const piece = 7 + Math.floor(bytes.length / 100);
  const open = ({ bytes: start }: Position) => chunked(bytes.subarray(start), piece);
  const rows = [];
  for await (const some of readRows(shape, format, open, from)) rows.push(...some);
  return rows;
}

async function contents<Given>(shape: RowShape<Given>, format: Format, file: string) {
  const rows = await rowsOf(shape, format, file);
  return rows.map(
    ({ line, given, refusals }) =>
      given ?? [line, ...(refusals ?? []).map(({ path, sentence }) => [path.join('.'), inEnglish(sentence)])],
  );
}

const refusal = async (file: string) =>
  rowsOf(ACHIEVEMENT_IMPORT, 'csv', file).then(
    () => 'It was read.',
    (error: Error) => (error instanceof BadHeader ? error.message : error),
  );

describe('the rows of a file', () => {
  it('have the columns of importAchievements in any order, with empty fields as missing values', async () => {
    const file =
      'externalId,subject,earnedOn,credential,expiry,employeeId\n' +
      'x1,ann,2025-06-30,70-532,,\nx2,bob,2025-06-30,CSM,2026-06-30,\n"x,3",,2025-06-30,CSM,NEVER,emp_eve\n' +
      'x4,ann,2025-06-30,CSM,BY_VALIDITY,\n';
    const earned = { credential: 'CSM', earnedOn: '2025-06-30' };
    const byValidity = { expiry: 'BY_VALIDITY', expiresOn: null };
    expect(await contents(ACHIEVEMENT_IMPORT, 'csv', file)).toEqual([
      { ...earned, employee: { subject: 'ann' }, credential: '70-532', expiry: byValidity, externalId: 'x1' },
      {
        ...earned,
        employee: { subject: 'bob' },
        expiry: { expiry: 'ON', expiresOn: '2026-06-30' },
        externalId: 'x2',
      },
      {
        ...earned,
        employee: { id: 'emp_eve' },
        expiry: { expiry: 'NEVER', expiresOn: null },
        externalId: 'x,3',
      },
      { ...earned, employee: { subject: 'ann' }, expiry: byValidity, externalId: 'x4' },
    ]);
  });

  it('must name the person or the organization in exactly one column', async () => {
    const which = (one: string, other: string) => ['', `Give either "${one}" or "${other}", not both.`];
    const achievements =
      'employeeId,subject,credential,earnedOn,externalId\nemp_ann,ann,CSM,2025-06-30,x\n,,CSM,2025-06-30,x\n';
    expect(await contents(ACHIEVEMENT_IMPORT, 'csv', achievements)).toEqual([
      [2, which('employeeId', 'subject')],
      [3, which('employeeId', 'subject')],
    ]);
    const amount = { metric: 'm', month: '2026-01', amount: '1' };
    const metrics = [amount, { ...amount, organizationId: 'org_a', organizationKey: 'a' }];
    const lines = metrics.map((metric) => JSON.stringify(metric)).join('\n');
    expect(await contents(METRIC_IMPORT, 'jsonl', lines)).toEqual([
      [1, which('organizationId', 'organizationKey')],
      [2, which('organizationId', 'organizationKey')],
    ]);
  });

  it('have the columns of importMetrics, and exact amounts', async () => {
    const given = { organization: { key: 'nordwind-it' }, metric: 'azureConsumption' };
    const csv = 'organizationKey,metric,month,amount\nnordwind-it,azureConsumption,2026-01,0.29\n';
    expect(await contents(METRIC_IMPORT, 'csv', csv)).toEqual([
      { ...given, month: '2026-01', amount: '0.29' },
    ]);
    const line = {
      organizationKey: 'nordwind-it',
      metric: 'azureConsumption',
      month: '2026-01',
      amount: '-1850.5',
    };
    expect(
      await contents(METRIC_IMPORT, 'jsonl', `${JSON.stringify({ ...line, organizationId: null })}\n\n`),
    ).toEqual([{ ...given, month: '2026-01', amount: '-1850.5' }]);
  });

  it('are refused by line and column, with the messages of the API', async () => {
    const file =
      'subject,credential,earnedOn,externalId,expiry\n' +
      '"ann\n",70-532,2026-02-31,,yes\nann,70-532\n,,,,\nann,70-532,2025-01-01,x,\n"';
    expect(await contents(ACHIEVEMENT_IMPORT, 'csv', file)).toEqual([
      [
        2,
        ['externalId', '"externalId" is missing.'],
        ['earnedOn', '"2026-02-31" is not a day of the calendar. Write it as YYYY-MM-DD.'],
        ['expiry', '"yes" is not an expiry. Give a day of the calendar as YYYY-MM-DD, NEVER or BY_VALIDITY.'],
      ],
      [4, ['', 'The row has 2 fields, but the header has 5 columns.']],
      [
        5,
        ['credential', '"credential" is missing.'],
        ['earnedOn', '"earnedOn" is missing.'],
        ['externalId', '"externalId" is missing.'],
        ['', 'Give either "employeeId" or "subject", not both.'],
      ],
      expect.objectContaining({ externalId: 'x' }),
      [7, ['', 'A quotation mark opens a field here and is never closed.']],
    ]);
    const good = '{"organizationKey": "a", "metric": "m", "month": "2026-01", "amount": "1"}';
    const lines = ['{"metric": 7', '[]', good.replace('"1"', '1'), good.replace('metric', 'metrik'), good];
    expect(await contents(METRIC_IMPORT, 'jsonl', lines.join('\r\n'))).toEqual([
      [1, ['', expect.stringMatching(/^The line is not valid JSON: /)]],
      [2, ['', 'The line is valid JSON, but not an object. Write an object with the columns as fields.']],
      [3, ['amount', '1 is not a decimal number. Write it as text, such as "1850.00".']],
      [
        4,
        ['metrik', 'There is no column "metrik". Did you mean "metric"?'],
        ['metric', '"metric" is missing.'],
      ],
      expect.objectContaining({ metric: 'm' }),
    ]);
    expect(
      await contents(METRIC_IMPORT, 'jsonl', '{"__proto__": 1, "metric": {}, "organizationKey": "a"}'),
    ).toEqual([
      [1, expect.arrayContaining(['__proto__']), ...Array.from({ length: 3 }, () => expect.anything())],
    ]);
  });

  it('are not read if the header has unknown, missing or repeated columns', async () => {
    expect(await refusal('subject,credentials,earned_on,externalid,subject\n')).toBe(
      [
        'There is no column "credentials". Did you mean "credential"?',
        'There is no column "earned_on". Did you mean "earnedOn"?',
        'There is no column "externalid". Did you mean "externalId"?',
        'The header has the column "subject" more than once.',
        'The header lacks the column "credential".',
        'The header lacks the column "earnedOn".',
        'The header lacks the column "externalId".',
      ].join('\n'),
    );
    expect(await refusal('credential,earnedOn,externalId\n')).toBe(
      'The header needs the column "employeeId" or the column "subject".',
    );
    const columns = ACHIEVEMENT_IMPORT.columns.join(', ').replace(/, (?=\w+$)/, ' and ');
    expect(await refusal('subject;credential;earnedOn;externalId\na;b;c;d')).toMatch(
      `There is no column "subject;credential;earnedOn;externalId". The columns are: ${columns}.`,
    );
    const none =
      'The file has no header. Its first line must name the columns, such as "employeeId,credential,earnedOn,externalId".';
    expect(await refusal('')).toBe(none);
    expect(await refusal('\n\n')).toBe(none);
    expect(await refusal('"subject')).toBe(
      'The header cannot be read. A quotation mark opens a field here and is never closed.',
    );
    expect(await refusal('subject,credential,earnedOn,externalId')).toBe('It was read.');
  });

  it('must not contain a list or object of any depth', async () => {
    const good = { subject: 'ann', credential: 'CSM', earnedOn: '2025-06-30', externalId: 'x' };
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    for (const column of ['subject', 'earnedOn', 'expiry']) {
      for (const value of [deep, '[]', '{"a": 1}']) {
        const line = JSON.stringify({ ...good, [column]: '?' }).replace('"?"', value);
        expect(await contents(ACHIEVEMENT_IMPORT, 'jsonl', line)).toEqual([
          [1, [column, `"${column}" is a list or an object. Give a single value.`]],
        ]);
      }
    }
    const line = JSON.stringify({ ...good, more: '?' }).replace('"?"', deep);
    expect(await contents(ACHIEVEMENT_IMPORT, 'jsonl', line)).toEqual([
      [1, ['more', expect.stringMatching(/^There is no column "more"/)]],
    ]);
  });

  it('are not quoted in full if they are long', async () => {
    const long = 'x'.repeat(1_000_000);
    const header = 'subject,credential,earnedOn,externalId,expiry\n';
    const tooLong = (column: string) => [
      column,
      `"${column}" has 1,000,000 characters; at most 100 are allowed.`,
    ];
    expect(
      await contents(ACHIEVEMENT_IMPORT, 'csv', `${header}ann,CSM,${long},x,\nann,CSM,2025-06-30,x,${long}`),
    ).toEqual([
      [2, tooLong('earnedOn')],
      [3, tooLong('expiry')],
    ]);
  });

  it('are refused with a message that names at most ten unknown columns and shortens long names', async () => {
    const names = Array.from({ length: 80_000 }, (_, i) => (i === 1 ? 'y'.repeat(10_000) : `x${i}`));
    const line = JSON.stringify(Object.fromEntries(names.map((name) => [name, 1])));
    const [row] = await rowsOf(ACHIEVEMENT_IMPORT, 'jsonl', line);
    const messages = (row?.refusals ?? []).map(({ sentence }) => inEnglish(sentence));
    expect(messages.slice(0, 2)).toEqual([
      expect.stringMatching(/^There is no column "x0"/),
      expect.stringMatching(/^There is no column "y{100}…"/),
    ]);
    expect(messages[10]).toBe('79,990 more columns are unknown.');
    expect(JSON.stringify(row).length).toBeLessThan(5000);
    const faults = String(await refusal(names.join(','))).split('\n');
    expect(faults[10]).toBe('79,990 more columns are unknown.');
    expect(faults).toHaveLength(15);
    const eleven = names.slice(2, 13).join(',');
    expect(String(await refusal(eleven)).split('\n')[10]).toBe('1 more column is unknown.');
  });

  it('are the same, with the same line numbers, when reading resumes after any row', async () => {
    const csv =
      '\ufeffsubject,credential,earnedOn,externalId\r\n\r\n"ä\r\n",b,2025-01-01,1\r\nann,"bad\r\nann,b,2025-01-01,2\r\n\r\nc,d,e,f';
    const jsonl = '{"subject": "ä"}\n\n{\n{"metric": "m"}';
    for (const [shape, format, file] of [
      [ACHIEVEMENT_IMPORT, 'csv', csv],
      [METRIC_IMPORT, 'jsonl', jsonl],
    ] as const) {
      const rows = await rowsOf<unknown>(shape, format, file);
      for (const [i, { end }] of rows.entries()) {
        expect(await rowsOf<unknown>(shape, format, file, end)).toEqual(rows.slice(i + 1));
      }
    }
  });
});
