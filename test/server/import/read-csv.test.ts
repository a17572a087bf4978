import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCsv, MAX_RECORD_LINES } from '../../../server/import/read-csv';
import { MAX_LINE_LENGTH, readLines, START_OF_FILE, type Position } from '../../../server/import/read-lines';
import { chunked } from '../../support/chunks';
import { inEnglish } from '../../support/in-english';

async function recordsOf(file: string | Buffer, chunk?: number, from: Position = START_OF_FILE) {
  const bytes = Buffer.from(file);
  const records = [];
  for await (const some of readCsv(readLines(chunked(bytes.subarray(from.bytes), chunk), from)))
    records.push(...some);
  return records;
}

async function contents(file: string | Buffer, chunk?: number) {
  const records = await recordsOf(file, chunk);
  return records.map(({ line, content, fault }) =>
    fault === null ? content : `${line}: ${inEnglish(fault)}`,
  );
}

const UNCLOSED = 'A quotation mark opens a field here and is never closed.';

describe('readCsv', () => {
  it.each([
    [
      'records end with CRLF',
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'records end with LF',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'the last record may lack a line end',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['the last record may end with a quotation mark', 'a,"b"', [['a', 'b']]],
    [
      'fields may be in quotation marks',
      '"a","b"\r\n"c",d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a comma within quotation marks belongs to the field', '"a,b",c\n', [['a,b', 'c']]],
    ['two quotation marks within a quoted field are one', '"a""b","""",""""""\n', [['a"b', '"', '""']]],
    ['a line feed within quotation marks belongs to the field', '"a\nb",c\n', [['a\nb', 'c']]],
    ['a Windows line end within quotation marks belongs to the field', '"a\r\nb",c\r\n', [['a\r\nb', 'c']]],
    ['an empty line within quotation marks belongs to the field', '"a\n\n\nb"\nc\n', [['a\n\n\nb'], ['c']]],
    [
      'fields may be empty',
      ',\n"",""\na,\n,a\n',
      [
        ['', ''],
        ['', ''],
        ['a', ''],
        ['', 'a'],
      ],
    ],
    ['spaces belong to the field', ' a , b\n', [[' a ', ' b']]],
    ['blank lines are not records', '\n\r\na\n\n\r\nb\n\n', [['a'], ['b']]],
    ['one empty field in quotation marks is a record', 'a\n""\nb\n', [['a'], [''], ['b']]],
    [
      'a byte order mark does not belong to the first field',
      '\ufeffa,b\n\ufeffc,d\n',
      [
        ['a', 'b'],
        ['\ufeffc', 'd'],
      ],
    ],
    ['a byte order mark may precede a quotation mark', '\ufeff"a",b\n', [['a', 'b']]],
    ['text may be in any script', 'Ж,漢字,😀\n"é\nà"\n', [['Ж', '漢字', '😀'], ['é\nà']]],
    ['a file may be empty', '', []],
  ])('follows the rule: %s', async (_, file, expected) => {
    expect(await contents(file)).toEqual(expected);
    // The result does not depend on chunk boundaries, even within a character.
    for (const chunk of [1, 2, 3, 5]) expect(await contents(file, chunk)).toEqual(expected);
  });

  it('reports the line of a fault, and continues with the next line', async () => {
    const inside =
      'A field contains a quotation mark. Put the whole field in quotation marks, and double the one inside.';
    const after =
      'The quotation mark that closes a field must be followed by a comma or the end of the line.';
    expect(await contents('a\nb"c\nd\n')).toEqual([['a'], `2: ${inside}`, ['d']]);
    expect(await contents('a\n"b"c,d\ne\n')).toEqual([['a'], `2: ${after}`, ['e']]);
    expect(await contents('a\n"b\nc\nd')).toEqual([['a'], `2: ${UNCLOSED}`, ['c'], ['d']]);
    // The quotation mark before "c" closes the field, but was meant to open the next one.
    expect(await contents('a\n"b\n"c",d\ne\n')).toEqual([['a'], `2: ${after}`, ['c', 'd'], ['e']]);
    expect(await contents('"a\n"b\n"c\n')).toEqual([`1: ${after}`, `2: ${after}`, `3: ${UNCLOSED}`]);
  });

  it('rejects lines that are not UTF-8 or too long', async () => {
    const broken = Buffer.concat([Buffer.from('a\n'), Buffer.from([0x62, 0xe4, 0x0a]), Buffer.from('ä\n')]);
    expect(await contents(broken)).toEqual([
      ['a'],
      '2: The line is not UTF-8. Save the file as UTF-8.',
      ['ä'],
    ]);
    const long = 'x'.repeat(MAX_LINE_LENGTH + 1);
    const tooLong = 'The line is longer than 1,048,576 bytes, the maximum for a row.';
    for (const chunk of [undefined, 65_536]) {
      expect(await contents(`a\n${long}\nb\n${long}`, chunk)).toEqual([
        ['a'],
        `2: ${tooLong}`,
        ['b'],
        `4: ${tooLong}`,
      ]);
      expect(await contents(`a\n${'x'.repeat(MAX_LINE_LENGTH)}\n`, chunk)).toHaveLength(2);
    }
  });

  it('still reads the rows after an unclosed quotation mark', async () => {
    const rows = Array.from({ length: 200_000 }, (_, i) => `row ${i}`);
    const records = await recordsOf(`a\n"b\n${rows.join('\n')}\n`, 65_536);
    expect(records.filter(({ fault }) => fault !== null)).toMatchObject([
      { line: 2, fault: { key: 'import.csv.unclosed' } },
    ]);
    expect(records.slice(2).map(({ content }) => content?.[0])).toEqual(rows);
  });

  it.each([
    ['with a quotation mark inside a field', 'a"\n'.repeat(40_000)],
    ['that each open a quoted field', '"x\n'.repeat(40_000)],
    ['that are read again after an unclosed field', `"\n${'a""\n'.repeat(40_000)}`],
  ])('stays fast for lines %s', async (_, faulty) => {
    // With one chunk, all lines wait together. Copying them for each fault would take about a hundred times as long.
    expect(await soonestRead(faulty)).toBeLessThan(50 * (await soonestRead('a,b\n'.repeat(40_000))));
  });

  /** The shortest of three runs in milliseconds, because other load only adds time. */
  async function soonestRead(file: string): Promise<number> {
    let soonest = Infinity;
    for (let i = 0; i < 3; i++) {
      const began = performance.now();
      await recordsOf(file);
      soonest = Math.min(soonest, performance.now() - began);
    }
    return soonest;
  }

  it('rejects a record that is too long or has too many lines', async () => {
    const quotedLines = (lines: number, line = '') => `"${`${line}\n`.repeat(lines - 1)}",a\nb\n`;
    expect(await contents(quotedLines(MAX_RECORD_LINES))).toHaveLength(2);
    expect((await contents(quotedLines(MAX_RECORD_LINES + 1)))[0]).toBe(`1: ${UNCLOSED}`);
    // 16 lines of 65,536 characters, including line feeds, reach the maximum length of a record.
    const line = 'x'.repeat(65_535);
    expect(await contents(quotedLines(16, line))).toHaveLength(2);
    expect((await contents(quotedLines(17, line)))[0]).toBe(`1: ${UNCLOSED}`);
  });

  it('reports the first line and the end of each record', async () => {
    const file = '\ufeffa,b\r\n"x\r\ny","z\n\n"\n\n"bad\nü,"1\n2"\nlast';
    expect((await recordsOf(file)).map(({ line, end }) => [line, end.lines])).toEqual([
      [1, 1],
      [2, 5],
      [7, 7],
      [8, 9],
      [10, 10],
    ]);
    for (const { end } of await recordsOf(file)) {
      const rest = await recordsOf(file, undefined, end);
      expect(rest).toEqual((await recordsOf(file)).filter((one) => one.end.bytes > end.bytes));
    }
  });

  it('reads fields as they were written, with any chunk boundaries', async () => {
    const field = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'ü', '😀', ' ', ',', '"', '\n', '\r') }),
      fc.string(),
    );
    const records = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        records,
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom('\n', '\r\n'),
        async (rows, chunk, end) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const file = rows.map((fields) => `${fields.map(quoted).join(',')}${end}`).join('');
          expect(await contents(file, chunk)).toEqual(rows);
        },
      ),
    );
  });

  it('never throws, and accounts for every line of any content', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', 'ü'), maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (file, chunk) => {
        const records = await recordsOf(file, chunk);
        expect(records).toEqual(await recordsOf(file));
        const lines = file.split('\n');
        const inRecords = records.flatMap(({ line, end }) =>
          Array.from({ length: end.lines - line + 1 }, (_, i) => line + i),
        );
        const notBlank = lines.flatMap((line, i) => (line === '' || line === '\r' ? [] : [i + 1]));
        expect(inRecords).toEqual(inRecords.toSorted((a, b) => a - b));
        expect(inRecords).toEqual(expect.arrayContaining(notBlank));
      }),
      { numRuns: 500 },
    );
  });
});
