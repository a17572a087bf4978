import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCsv, MAX_RECORD_LINES } from '../../../server/import/read-csv';
import { MAX_LINE_LENGTH, readLines, START, type Position } from '../../../server/import/read-lines';
import { chunked } from '../../support/chunks';

async function recordsOf(file: string | Buffer, chunk?: number, from: Position = START) {
  const bytes = Buffer.from(file);
  const found = [];
  for await (const some of readCsv(readLines(chunked(bytes.subarray(from.bytes), chunk), from)))
    found.push(...some);
  return found;
}

/** The fields of each record, or its fault with the number of the line. */
async function told(file: string | Buffer, chunk?: number) {
  return (await recordsOf(file, chunk)).map(({ line, content, fault }) => content ?? `${line}: ${fault}`);
}

const UNCLOSED = 'A quotation mark opens a field here, and none closes it.';

describe('a CSV file', () => {
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
      'the last record may have no end',
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
    ['a comma within quotation marks is a part of the field', '"a,b",c\n', [['a,b', 'c']]],
    ['two quotation marks within are one', '"a""b","""",""""""\n', [['a"b', '"', '""']]],
    ['a line feed within quotation marks is a part of the field', '"a\nb",c\n', [['a\nb', 'c']]],
    ['so is the end of a line of Windows', '"a\r\nb",c\r\n', [['a\r\nb', 'c']]],
    ['and an empty line', '"a\n\n\nb"\nc\n', [['a\n\n\nb'], ['c']]],
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
    ['spaces are a part of the field', ' a , b\n', [[' a ', ' b']]],
    ['lines without anything are no records', '\n\r\na\n\n\r\nb\n\n', [['a'], ['b']]],
    ['one empty field in quotation marks is a record', 'a\n""\nb\n', [['a'], [''], ['b']]],
    [
      'a byte order mark is no part of the first field',
      '\ufeffa,b\n\ufeffc,d\n',
      [
        ['a', 'b'],
        ['\ufeffc', 'd'],
      ],
    ],
    ['a byte order mark may stand before a quotation mark', '\ufeff"a",b\n', [['a', 'b']]],
    ['letters may be any', 'Ж,漢字,😀\n"é\nà"\n', [['Ж', '漢字', '😀'], ['é\nà']]],
    ['a file may be empty', '', []],
  ])('%s', async (_, file, expected) => {
    expect(await told(file)).toEqual(expected);
    // Wherever the file is cut into pieces, also within a letter.
    for (const chunk of [1, 2, 3, 5]) expect(await told(file, chunk)).toEqual(expected);
  });

  it('tells the line of a fault, and reads on with the next line', async () => {
    const inside =
      'A quotation mark stands within a field. Put the whole field in quotation marks, and double the one within.';
    const after =
      'After the quotation mark that closes a field there must be a comma or the end of the line.';
    expect(await told('a\nb"c\nd\n')).toEqual([['a'], `2: ${inside}`, ['d']]);
    expect(await told('a\n"b"c,d\ne\n')).toEqual([['a'], `2: ${after}`, ['e']]);
    expect(await told('a\n"b\nc\nd')).toEqual([['a'], `2: ${UNCLOSED}`, ['c'], ['d']]);
    // The mark that closes it is meant to open the next one.
    expect(await told('a\n"b\n"c",d\ne\n')).toEqual([['a'], `2: ${after}`, ['c', 'd'], ['e']]);
    expect(await told('"a\n"b\n"c\n')).toEqual([`1: ${after}`, `2: ${after}`, `3: ${UNCLOSED}`]);
  });

  it('has no bytes that are no UTF-8, and no line that is too long', async () => {
    const broken = Buffer.concat([Buffer.from('a\n'), Buffer.from([0x62, 0xe4, 0x0a]), Buffer.from('ä\n')]);
    expect(await told(broken)).toEqual([['a'], '2: The line is not UTF-8. Save the file as UTF-8.', ['ä']]);
    const long = 'x'.repeat(MAX_LINE_LENGTH + 1);
    const tooLong = 'The line has more than 1048576 bytes, so it is no row.';
    for (const chunk of [undefined, 65_536]) {
      expect(await told(`a\n${long}\nb\n${long}`, chunk)).toEqual([
        ['a'],
        `2: ${tooLong}`,
        ['b'],
        `4: ${tooLong}`,
      ]);
      expect(await told(`a\n${'x'.repeat(MAX_LINE_LENGTH)}\n`, chunk)).toHaveLength(2);
    }
  });

  it('is not swallowed by a quotation mark that is nowhere closed', async () => {
    const rows = Array.from({ length: 200_000 }, (_, i) => `row ${i}`);
    const found = await recordsOf(`a\n"b\n${rows.join('\n')}\n`, 65_536);
    expect(found.filter(({ fault }) => fault !== null)).toMatchObject([{ line: 2, fault: UNCLOSED }]);
    expect(found.slice(2).map(({ content }) => content?.[0])).toEqual(rows);
  });

  it.each([
    ['in each of which a quotation mark stands', 'a"\n'.repeat(40_000)],
    ['each of which opens a field', '"x\n'.repeat(40_000)],
    ['that are read again after a field that is not closed', `"\n${'a""\n'.repeat(40_000)}`],
  ])('takes not much longer to read for lines %s', async (_, faulty) => {
    // In one piece, so that all lines wait at once: were they copied for each fault, it would be some hundred times.
    expect(await soonestRead(faulty)).toBeLessThan(50 * (await soonestRead('a,b\n'.repeat(40_000))));
  });

  /** In milliseconds, the least of some times: what else the machine does only adds to it. */
  async function soonestRead(file: string): Promise<number> {
    let soonest = Infinity;
    for (let i = 0; i < 3; i++) {
      const began = performance.now();
      await recordsOf(file);
      soonest = Math.min(soonest, performance.now() - began);
    }
    return soonest;
  }

  it('has no record that is too long, or of too many lines', async () => {
    const of = (lines: number, line = '') => `"${`${line}\n`.repeat(lines - 1)}",a\nb\n`;
    expect(await told(of(MAX_RECORD_LINES))).toHaveLength(2);
    expect((await told(of(MAX_RECORD_LINES + 1)))[0]).toBe(`1: ${UNCLOSED}`);
    // 16 lines of 65,536 characters with their line feeds are as long as a record may be.
    const line = 'x'.repeat(65_535);
    expect(await told(of(16, line))).toHaveLength(2);
    expect((await told(of(17, line)))[0]).toBe(`1: ${UNCLOSED}`);
  });

  it('tells of each record in which line it begins, and where it ends', async () => {
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

  it('is read as it was written, wherever it is cut', async () => {
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
        async (given, chunk, end) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const file = given.map((fields) => `${fields.map(quoted).join(',')}${end}`).join('');
          expect(await told(file, chunk)).toEqual(given);
        },
      ),
    );
  });

  it('never fails, and tells of every line, whatever it holds', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', 'ü'), maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (file, chunk) => {
        const found = await recordsOf(file, chunk);
        expect(found).toEqual(await recordsOf(file));
        const lines = file.split('\n');
        const inRecords = found.flatMap(({ line, end }) =>
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
