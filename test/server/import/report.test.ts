import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import files from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf, openReport } from '../../../server/import/report';
import type { Reason } from '../../../server/messages/refusal-values';
import { sentence } from '../../../server/messages';

describe('the report of refused rows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-report-'));
  const path = join(folder, 'refused.csv');
  afterAll(() => rmSync(folder, { recursive: true }));

  const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);
  const HEADER = 'line,column,code,message\n';
  /** The sentence is nothing but its value. */
  const refusalOf = (column: string, message: string) => ({
    code: 'INVALID' as const,
    path: [column],
    sentence: sentence('rule.need.credential', { code: message }) as unknown as Reason,
  });
  const refused = (line: number, message: string) => ({ line, refusals: [refusalOf('month', message)] });

  it('is valid CSV for any message', async () => {
    writeFileSync(path, 'Rows of an earlier report, which is longer than the new one. '.repeat(9));
    const report = await openReport(path);
    const mark = await report.write(report.start, [
      refused(2, 'The month "a\nb" is wrong, isn\'t it?'),
      refused(7, 'Short.'),
    ]);
    await report.close();
    const text = readFileSync(path, 'utf8');
    expect(text).toBe(
      'line,column,code,message\n2,month,INVALID,"The month ""a\nb"" is wrong, isn\'t it?"\n7,month,INVALID,Short.\n',
    );
    expect(mark.bytes).toBe(Buffer.byteLength(text));
  });

  it('contains no formula and no control character, whatever it quotes', async () => {
    const report = await openReport(path);
    const line = (name: string, message: string) => ({ line: 2, refusals: [refusalOf(name, message)] });
    await report.write(report.start, [
      line('=HYPERLINK("http://x","y")', 'There is no such column.'),
      line('+1', '-1 is not a string.'),
      line('@SUM(A1)', '=1'),
      line('\n=1', '\u001b[2J\u0007 is "\u202etxt.exe\r".'),
      line('\t=1', '＝1'),
      line('half\ud800', 'Half \udc00, whole 😀.'),
      line('a=b', '12 months are 2026-01 - or not.'),
    ]);
    await report.close();
    expect(readFileSync(path, 'utf8').replace(HEADER, '')).toBe(
      `2,"'=HYPERLINK(""http://x"",""y"")",INVALID,There is no such column.\n` +
        "2,'+1,INVALID,'-1 is not a string.\n" +
        "2,'@SUM(A1),INVALID,'=1\n" +
        `2,"'\n=1",INVALID,"\\u001b[2J\\u0007 is ""\\u202etxt.exe\\u000d""."\n` +
        "2,\\u0009=1,INVALID,'＝1\n" +
        '2,half\\ud800,INVALID,"Half \\udc00, whole 😀."\n' +
        '2,a=b,INVALID,12 months are 2026-01 - or not.\n',
    );
  });

  it('can be written repeatedly from the same mark', async () => {
    const report = await openReport(path);
    const first = await report.write(report.start, [refused(2, 'ä')]);
    await report.write(first, [refused(3, 'What was not committed, and is longer.')]);
    const second = await report.write(first, [refused(3, 'Again.')]);
    await report.close();
    expect(readFileSync(path, 'utf8')).toBe(
      'line,column,code,message\n2,month,INVALID,ä\n3,month,INVALID,Again.\n',
    );
    expect(second.bytes).toBe(Buffer.byteLength(readFileSync(path)));
  });

  it('is recognized only by its content', async () => {
    const report = await openReport(path);
    const start = await report.write(report.start, []);
    const mark = await report.write(start, [refused(2, 'A.')]);
    await report.write(mark, [refused(3, 'B.')]);
    const sameMark = await report.find(mark.bytes, digestOf(mark));
    expect(sameMark && digestOf(sameMark)).toBe(digestOf(mark));
    expect(await report.find(mark.bytes + 1, digestOf(mark))).toBeNull();
    expect(await report.find(10_000, digestOf(mark))).toBeNull();
    await report.write(report.start, [refused(9, 'C.')]);
    expect(await report.find(mark.bytes, digestOf(mark))).toBeNull();
    await report.close();
  });

  it('fails if the disk has no room for all rows', async () => {
    const { open } = files;
    const opening = jest.spyOn(files, 'open').mockImplementation(async (...given) => {
      const file = await open(...given);
      // A full disk can shorten a write without an error.
      const write = file.write.bind(file) as (...given: readonly unknown[]) => Promise<unknown>;
      file.write = ((text: Buffer, from: number, length: number, at: number) =>
        write(text, from, length - 1, at)) as unknown as typeof file.write;
      return file;
    });
    const report = await openReport(path);
    opening.mockRestore();
    try {
      await expect(report.write(report.start, [refused(2, 'A.')])).rejects.toThrow(path);
    } finally {
      await report.close();
    }
  });

  it('is readable only by its owner, under any umask', async () => {
    const umask = process.umask(0);
    try {
      const own = join(folder, 'own.csv');
      await (await openReport(own)).close();
      expect(modeOf(own)).toBe('600');
    } finally {
      process.umask(umask);
    }
  });

  it.each(['644', '660', '604', '777'])(
    'loses the permissions of other users if its file has mode %s',
    async (mode) => {
      const earlier = join(folder, 'earlier.csv');
      writeFileSync(earlier, 'Rows of an earlier report.');
      chmodSync(earlier, Number.parseInt(mode, 8));
      const link = join(folder, 'link.csv');
      symlinkSync(earlier, link);
      await (await openReport(link)).close();
      expect(modeOf(earlier)).toBe('600');
      rmSync(link);
    },
  );

  it('is refused if other users may read it and its permissions cannot be changed', async () => {
    const exposed = join(folder, 'exposed.csv');
    writeFileSync(exposed, 'As it was.');
    chmodSync(exposed, 0o644);
    const { open } = files;
    const opening = jest.spyOn(files, 'open').mockImplementation(async (...given) => {
      const file = await open(...given);
      file.chmod = () => Promise.reject(new Error('EPERM: operation not permitted, fchmod'));
      return file;
    });
    try {
      await expect(openReport(exposed)).rejects.toThrow(
        /^Other users can read the report ".*exposed.csv", and its permissions cannot be changed: EPERM.* Give another path/,
      );
    } finally {
      opening.mockRestore();
    }
    expect(readFileSync(exposed, 'utf8')).toBe('As it was.');
    await (await openReport(exposed)).close();
  });

  it('is named in the error if it cannot be written', async () => {
    await expect(openReport(join(folder, 'nowhere', 'r.csv'))).rejects.toThrow(
      /^The report ".*r.csv" cannot be written: ENOENT.* Give another path with --report.$/,
    );
  });
});
