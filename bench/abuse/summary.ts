import type { Attack } from './attack';
import type { Verdict } from './judge';

export interface Row {
  readonly subject: string;
  readonly attack: Attack;
  /** Of another server, if one was attacked in turns with ours, and of ours. */
  readonly verdicts: readonly Verdict[];
}

const TITLES = ['subject', 'attacks', 'met', 'highest price', 'of', 'highest p99', 'of'];

/** A table with a line for each subject, and one for each attack that missed. With two servers, a table of both. */
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
  const slowest = own.toSorted((a, b) => b.verdict.p99 - a.verdict.p99)[0];
  const met = own.filter(({ verdict }) => verdict.isMet).length;
  const cells = [
    subject,
    own.length,
    met,
    `${(dearest?.verdict.price ?? 0).toFixed(1)} s`,
    dearest?.name ?? '',
    `${(slowest?.verdict.p99 ?? 0).toFixed(0)} ms`,
    slowest?.name ?? '',
  ];
  return `| ${cells.join(' | ')} |`;
}

function sideBySide(rows: readonly Row[]): readonly string[] {
  return [
    '| attack | other: s for 100,000 points | ours | other: p99 in ms | ours |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(({ attack, verdicts: [other, ours] }) => {
      const prices = [other, ours].map((one) => one?.price?.toFixed(1) ?? '-');
      const waits = [other, ours].map((one) => one?.p99.toFixed(0) ?? '-');
      return `| ${attack.name} (${attack.on.name}) | ${prices.join(' | ')} | ${waits.join(' | ')} |`;
    }),
  ];
}
