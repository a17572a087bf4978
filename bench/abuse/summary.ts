import type { Attack } from './attack';
import type { Verdict } from './judge';

export interface Row {
  readonly subject: string;
  readonly attack: Attack;
  /** Verdicts on the other server (with `--against`) and on ours. */
  readonly verdicts: readonly Verdict[];
}

const TITLES = ['subject', 'attacks', 'met', 'highest price', 'of', 'highest p99', 'of'];

/** A table with a line for each subject and, where two servers were attacked, one with a line for each attack. */
export function summaryOf(rows: readonly Row[]): readonly string[] {
  return [
    '',
    ...[...Map.groupBy(rows, ({ subject }) => subject)].reduce(
      (lines: string[], [subject, own]) => [...lines, lineOf(subject, own)],
      [`| ${TITLES.join(' | ')} |`, `|${TITLES.map(() => ' --- |').join('')}`],
    ),
    ...(rows.some(({ verdicts }) => verdicts.length > 1) ? ['', ...sideBySide(rows)] : []),
  ];
}

function lineOf(subject: string, rows: readonly Row[]): string {
  const own = rows.flatMap(({ attack, verdicts }) =>
    verdicts.slice(-1).map((verdict) => ({ name: `${attack.name} (${attack.on.name})`, verdict })),
  );
  const dearest = own.toSorted((a, b) => (b.verdict.price ?? 0) - (a.verdict.price ?? 0))[0];
  const slowest = own.toSorted((a, b) => waiting(b.verdict) - waiting(a.verdict))[0];
  const met = own.filter(({ verdict }) => verdict.isMet).length;
  const cells = [
    subject,
    own.length,
    met,
    `${(dearest?.verdict.price ?? 0).toFixed(1)} s`,
    dearest?.name ?? '',
    waitOf(slowest?.verdict),
    slowest?.name ?? '',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** A server that died has kept the second caller waiting longest. */
function waiting({ isAlive, p99 }: Verdict): number {
  return isAlive ? Math.min(p99, Number.MAX_VALUE) : Infinity;
}

function waitOf(verdict: Verdict | undefined): string {
  if (verdict === undefined) return '-';
  return verdict.isAlive ? `${verdict.p99.toFixed(0)} ms` : 'the server died';
}

function sideBySide(rows: readonly Row[]): readonly string[] {
  return [
    '| attack | other: s for 100,000 points | ours | other: p99 | ours |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(({ attack, verdicts: [other, ours] }) => {
      const prices = [other, ours].map((one) => one?.price?.toFixed(1) ?? '-');
      const waits = [other, ours].map(waitOf);
      return `| ${attack.name} (${attack.on.name}) | ${prices.join(' | ')} | ${waits.join(' | ')} |`;
    }),
  ];
}
