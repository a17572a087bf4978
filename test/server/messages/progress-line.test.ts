import { describe, expect, it } from '@jest/globals';
import { ProgressLine } from '../../../server/messages/progress-line';

function screen(isTTY: boolean, columns = 100) {
  const written: string[] = [];
  return { isTTY, columns, written, write: (text: string) => written.push(text) };
}

describe('the progress line', () => {
  it('is redrawn on a terminal at most ten times a second, with rows, rate and time left', () => {
    let now = 1000;
    const terminal = screen(true);
    const line = new ProgressLine(terminal, 'rows', 1_000_000, () => now);
    line.begin(0);
    for (let i = 1; i <= 100; i++) {
      now += 20;
      line.update(i * 2500, i * 1234);
    }
    expect(terminal.written).toHaveLength(20);
    expect(terminal.written.at(-1)).toBe(
      '\r[#####---------------] 25 % 123,400 rows, 61,700 a second, 6 s left\u001b[K',
    );
    line.end();
    expect(terminal.written.at(-1)).toBe('\r\u001b[K');
  });

  it('estimates the time left from the work of this run, not from the rows of an earlier run', () => {
    let now = 0;
    const terminal = screen(true);
    const line = new ProgressLine(terminal, 'rows', 1000, () => now);
    line.begin(800);
    now = 10_000;
    line.update(900, 50);
    expect(terminal.written).toEqual([
      '\r[##################--] 90 % 50 rows, 5 a second, 10 s left\u001b[K',
    ]);
  });

  it('stays at 100 % if there is more work than expected', () => {
    let now = 0;
    const terminal = screen(true);
    const line = new ProgressLine(terminal, 'organizations', 100, () => now);
    now = 1000;
    line.update(150, 150);
    expect(terminal.written).toEqual([
      '\r[####################] 100 % 150 organizations, 150 a second, 0 s left\u001b[K',
    ]);
  });

  it('never wraps to a second line', () => {
    let now = 0;
    const narrow = screen(true, 30);
    const line = new ProgressLine(narrow, 'rows', 1000, () => now);
    now = 4_000_000;
    line.update(1, 1);
    expect(narrow.written).toEqual([`\r${'[--------------------] 0 % 1 r'.slice(0, 29)}\u001b[K`]);
  });

  it('is printed every five seconds without a terminal', () => {
    let now = 0;
    const log = screen(false);
    const line = new ProgressLine(log, 'rows', 7_200_000, () => now);
    for (let second = 1; second <= 12; second++) {
      now = second * 1000;
      line.update(second * 1000, second * 10);
    }
    line.end();
    expect(log.written).toEqual([
      '[--------------------] 0 % 50 rows, 10 a second, 1 h 59 min left\n',
      '[--------------------] 0 % 100 rows, 10 a second, 1 h 59 min left\n',
    ]);
  });

  it('shows no time left if the total is unknown', () => {
    let now = 0;
    const terminal = screen(true);
    const line = new ProgressLine(terminal, 'organizations', null, () => now);
    now = 2000;
    line.update(500, 7);
    expect(terminal.written).toEqual(['\r7 organizations, 4 a second\u001b[K']);
  });
});
