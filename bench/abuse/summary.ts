import type { Attack } from './attack';
import type { Verdict } from './judge';

export interface Row {
  readonly subject: string;
  readonly attack: Attack;
  /** The verdict on the other server (with `--against`), then on ours. */
  readonly verdicts: readonly Verdict[];
}

const TITLES = ['subject', 'attacks', 'met', 'highest price', 'of', 'highest p99', 'of'];

export function summaryOf(rows: readonly Row[]): readonly string[] {
  return [
    '',
    ...[...Map.groupBy(rows, ({ subject }) => subject)].reduce(
      (lines: string[], [subject, rowsOfSubject]) => [...lines, lineOf(subject, rowsOfSubject)],
      [`| ${TITLES.join(' | ')} |`, `|${TITLES.map(() => ' --- |').join('')}`],
    ),
    ...(rows.some(({ verdicts }) => verdicts.length > 1) ? ['', ...sideBySide(rows)] : []),
  ];
}

function lineOf(subject: string, rows: readonly Row[]): string {
  const entries = rows.flatMap(({ attack, verdicts }) =>
    verdicts.slice(-1).map((verdict) => ({ name: `${attack.name} (${attack.on.name})`, verdict })),
  );
  const dearest = entries.toSorted((a, b) => (b.verdict.price ?? 0) - (a.verdict.price ?? 0))[0];
  const slowest = entries.toSorted((a, b) => waiting(b.verdict) - waiting(a.verdict))[0];
  const met = entries.filter(({ verdict }) => verdict.isMet).length;
  const cells = [
    subject,
    entries.length,
    met,
    `${(dearest?.verdict.price ?? 0).toFixed(1)} s`,
    dearest?.name ?? '',
    waitOf(slowest?.verdict),
    slowest?.name ?? '',
  ];
  return `| ${cells.join(' | ')} |`;
}

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
