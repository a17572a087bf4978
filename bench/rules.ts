import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCatalogue } from '../server/catalogue/read-catalogue';
import {
  addDays,
  criticalPeople,
  day,
  explain,
  explainAll,
  forecast,
  plan,
  renewalFlags,
  renewalRisk,
  statusSpans,
  attainedLevels,
  turningDays,
  type Catalogue,
  type Facts,
} from '../server/rules';
import { Organizations } from './organizations';
import { worstCase } from './worst-case';

const TODAY = day('2017-08-01');
const IN_TWO_YEARS = addDays(TODAY, 730);

interface Options {
  readonly smoke: boolean;
  readonly write: (line: string) => void;
}

/** Prints the table; true when every goal is met. The smoke mode runs everything once and judges nothing. */
export function benchRules({ smoke, write }: Options): boolean {
  const bench = new Bench(smoke);
  const catalogue = catalogue2017();
  const organizations = new Organizations();
  const many = (count: number, people: number) =>
    Array.from({ length: count }, () => organizations.of(catalogue, people, TODAY));
  const most = smoke ? 200 : 20_000;
  // Each size reads the facts of as many people, so that none has its facts nearer at hand.
  const sizes = smoke ? [20, most] : [20, 200, 2_000, most];
  bySize(
    bench,
    catalogue,
    sizes.map((people) => many(most / people, people)),
  );
  bench.forecast(many(50, 20), [catalogue], 20);
  bench.forecast(many(1, smoke ? 50 : 2_000), [catalogue], null);
  otherQuestions(bench, [catalogue], many(50, 20), many(1, smoke ? 20 : 200));
  for (const worst of worstCase(smoke ? 10 : 1)) hurt(bench, worst);
  for (const people of smoke ? [20] : [200, 2_000, 20_000]) bench.memory(people);
  for (const line of bench.table()) write(line);
  return smoke || bench.goalsMet;
}

function bySize(bench: Bench, catalogue: Catalogue, groups: readonly (readonly Facts[])[]): void {
  const codes = new Map(catalogue.credentials.map((credential) => [credential.code, credential]));
  const times = bench.medians([
    ...groups.map((many) => () => many.forEach((facts) => attainedLevels([catalogue], facts, TODAY))),
    ...groups.map((many) => () => many.forEach((facts) => read(facts, codes))),
  ]);
  groups.forEach((many, i) => {
    const people = many[0]?.people.length ?? 0;
    const growth =
      ((times[i] ?? 0) / (times[i - 1] ?? Infinity)) * ((groups[i - 1]?.length ?? 1) / many.length);
    const floor = `${((times[i] ?? 0) / (times[i + groups.length] ?? 1)).toFixed(1)}x reading the facts`;
    bench.row(
      `all 18 competencies, ${people} people, ${people * 3} achievements`,
      (times[i] ?? 0) / many.length,
      i === 0 ? floor : `${floor}, ${growth.toFixed(1)}x for 10x people`,
      growth <= 12,
      i === 0 ? '' : 'at most 12x',
    );
  });
}

/** The limit: each affiliation and achievement is looked at once, and its credential is found, but nothing is asked. */
function read(facts: Facts, codes: ReadonlyMap<string, unknown>): number {
  let found = 0;
  for (const { affiliations, achievements } of facts.people) {
    for (const { from, until } of affiliations) {
      if ((from === null || from <= TODAY) && (until === null || TODAY < until)) found++;
    }
    for (const { credential, earnedOn, expiry } of achievements) {
      if (earnedOn <= TODAY && codes.has(credential) && (expiry.kind !== 'on' || TODAY < expiry.day)) found++;
    }
  }
  return found;
}

function otherQuestions(
  bench: Bench,
  versions: readonly Catalogue[],
  small: readonly Facts[],
  middle: readonly Facts[],
): void {
  bench.each('the flags of the renewal, 20 people', small, (facts) => renewalFlags(versions, facts, TODAY));
  bench.each('the risk of the renewal with causes and repairs, 20 people', small, (facts) =>
    renewalRisk(versions, facts, TODAY),
  );
  bench.each('all spans from the beginning to the end of time, 20 people', small, (facts) =>
    statusSpans(versions, facts, null, null),
  );
  bench.each('critical people, 20 people', small, (facts) => criticalPeople(versions, facts, TODAY));
  bench.each('critical people, 200 people', middle, (facts) => criticalPeople(versions, facts, TODAY));
  bench.each('one explanation, 20 people', small, (facts) => explain(versions, facts, 'devops', TODAY));
  bench.each('all 18 explanations, 20 people', small, (facts) => explainAll(versions, facts, TODAY));
  bench.each('plan to Gold in any competency, 200 people', middle, (facts) =>
    plan(versions, facts, 'GOLD', null, TODAY),
  );
}

function hurt(bench: Bench, { name, catalogue, facts }: ReturnType<typeof worstCase>[number]): void {
  bench.each(`worst case, ${name}: level`, [facts], (one) => attainedLevels([catalogue], one, TODAY));
  bench.each(`worst case, ${name}: explanation`, [facts], (one) => explain([catalogue], one, 'worst', TODAY));
  bench.each(`worst case, ${name}: plan`, [facts], (one) => plan([catalogue], one, 'SILVER', 'worst', TODAY));
}

/** The bytes that one forecast allocates. */
export function allocatedFor(people: number): number {
  const catalogue = catalogue2017();
  const facts = new Organizations().of(catalogue, people, TODAY);
  const used = () => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
  const before = used();
  const changes = forecast([catalogue], facts, TODAY, IN_TWO_YEARS);
  const after = used();
  if (changes.length === 0) throw new Error('Nothing changes, so nothing was measured.');
  return after - before;
}

function catalogue2017(): Catalogue {
  const file = join(__dirname, '../server/catalogue/catalogue-2017.json');
  const { catalogue } = readCatalogue(JSON.parse(readFileSync(file, 'utf8')));
  if (catalogue === null) throw new Error('The catalogue of 2017 is not valid.');
  return catalogue;
}

class Bench {
  goalsMet = true;
  readonly #smoke: boolean;
  readonly #rows: string[][] = [['what', 'time', 'per second', 'result', 'goal']];

  constructor(smoke: boolean) {
    this.#smoke = smoke;
  }

  /** The seconds of one run: the median of several. */
  median(run: () => void): number {
    return this.medians([run])[0] ?? 0;
  }

  /** The same of several that take turns, after some turns that warm up. Only the time of this process counts. */
  medians(runs: readonly (() => void)[]): readonly number[] {
    const times: number[][] = [];
    const started = performance.now();
    while (
      times.length < (this.#smoke ? 1 : 9) ||
      (!this.#smoke && performance.now() - started < 700 * runs.length)
    ) {
      times.push(
        runs.map((run) => {
          const start = process.cpuUsage();
          run();
          const { user, system } = process.cpuUsage(start);
          return Math.max(user + system, 1) / 1e6;
        }),
      );
    }
    const warm = times.slice(Math.floor(times.length / 4));
    return runs.map(
      (_, i) => warm.map((turn) => turn[i] ?? 0).sort((a, b) => a - b)[Math.floor(warm.length / 2)] ?? 0,
    );
  }

  each(name: string, many: readonly Facts[], ask: (facts: Facts) => unknown): void {
    this.row(name, this.median(() => many.forEach(ask)) / many.length, '', true);
  }

  /**
   * All that is allocated for the forecast of one organization, garbage included: more than it ever holds. It is
   * measured in a process whose memory is large enough to never collect any.
   */
  memory(people: number): void {
    const flags = ['--min-semi-space-size=512', '--max-semi-space-size=512'];
    const script = join(__dirname, '../scripts/bench-rules.mjs');
    const { stdout } = spawnSync(process.execPath, [...flags, script, `--allocated=${people}`]);
    const bytes = Number(String(stdout));
    const each = `${(bytes / 1024 / people).toFixed(2)} KiB a person`;
    const size = `${(bytes / 2 ** 20).toFixed(1)} MiB`;
    this.#rows.push([`memory for a forecast of two years, ${people} people`, size, '', each, '']);
  }

  /** A forecast against one evaluation of the same organizations. */
  forecast(many: readonly Facts[], versions: readonly Catalogue[], most: number | null): void {
    const [one = 0, all = 0] = this.medians([
      () => many.forEach((facts) => attainedLevels(versions, facts, TODAY)),
      () => many.forEach((facts) => forecast(versions, facts, TODAY, IN_TWO_YEARS)),
    ]);
    const days =
      many.reduce((sum, facts) => sum + turningDays(versions, facts, TODAY, IN_TWO_YEARS).length, 0) /
      many.length;
    const limit = Math.min(1.5 * days, most ?? Infinity);
    const result = `${(all / one).toFixed(1)}x one evaluation, ${days.toFixed(0)} turning days`;
    const goal = `at most ${limit.toFixed(0)}x`;
    this.row(
      `forecast of two years, ${many[0]?.people.length ?? 0} people`,
      all / many.length,
      result,
      all / one <= limit,
      goal,
    );
  }

  row(name: string, seconds: number, result: string, isMet: boolean, goal = ''): void {
    this.goalsMet &&= isMet;
    const time = seconds < 0.001 ? `${(seconds * 1e6).toFixed(0)} us` : `${(seconds * 1000).toFixed(2)} ms`;
    const verdict = goal === '' ? '' : `${goal}: ${isMet ? 'met' : 'MISSED'}`;
    this.#rows.push([name, time, (1 / seconds).toFixed(seconds < 0.1 ? 0 : 1), result, verdict]);
  }

  table(): readonly string[] {
    const widths = this.#rows[0]?.map((_, column) =>
      Math.max(...this.#rows.map((row) => row[column]?.length ?? 0)),
    );
    return this.#rows.map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths?.[i] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}
