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
import { DeterministicOrganizations } from './organizations';
import { worstCase } from './worst-case';

const TODAY = day('2017-08-01');
const IN_TWO_YEARS = addDays(TODAY, 730);

interface Options {
  readonly smoke: boolean;
  readonly write: (line: string) => void;
}

/** Returns whether every goal is met. A smoke run runs everything once and ignores the goals. */
export function benchRules({ smoke, write }: Options): boolean {
  const bench = new Bench(smoke);
  const catalogue = catalogue2017();
  const organizations = new DeterministicOrganizations();
  const makeMany = (count: number, people: number) =>
    Array.from({ length: count }, () => organizations.of(catalogue, people, TODAY));
  const maxPeople = smoke ? 200 : 20_000;
  // Every size has the same number of people in total, so that the CPU cache favours none.
  const sizes = smoke ? [20, maxPeople] : [20, 200, 2_000, maxPeople];
  bySize(
    bench,
    catalogue,
    sizes.map((people) => makeMany(maxPeople / people, people)),
  );
  bench.forecast(makeMany(50, 20), [catalogue], 20);
  bench.forecast(makeMany(1, smoke ? 50 : 2_000), [catalogue], null);
  otherQuestions(bench, [catalogue], makeMany(50, 20), makeMany(1, smoke ? 20 : 200));
  for (const worst of worstCase(smoke ? 10 : 1)) measureWorstCase(bench, worst);
  for (const people of smoke ? [20] : [200, 2_000, 20_000]) bench.memory(people);
  for (const line of bench.table()) write(line);
  return smoke || bench.goalsMet;
}

function bySize(bench: Bench, catalogue: Catalogue, groups: readonly (readonly Facts[])[]): void {
  const codes = new Map(catalogue.credentials.map((credential) => [credential.code, credential]));
  const times = bench.medians([
    ...groups.map((group) => () => group.forEach((facts) => attainedLevels([catalogue], facts, TODAY))),
    ...groups.map((group) => () => group.forEach((facts) => readFacts(facts, codes))),
  ]);
  groups.forEach((group, i) => {
    const people = group[0]?.people.length ?? 0;
    const growth =
      ((times[i] ?? 0) / (times[i - 1] ?? Infinity)) * ((groups[i - 1]?.length ?? 1) / group.length);
    const floor = `${((times[i] ?? 0) / (times[i + groups.length] ?? 1)).toFixed(1)}x reading the facts`;
    bench.row(
      `all 18 competencies, ${people} people, ${people * 3} achievements`,
      (times[i] ?? 0) / group.length,
      i === 0 ? floor : `${floor}, ${growth.toFixed(1)}x for 10x people`,
      growth <= 12,
      i === 0 ? '' : 'at most 12x',
    );
  });
}

/** The limit: reads each affiliation and achievement once and looks up the credential, without applying a rule. */
function readFacts(facts: Facts, codes: ReadonlyMap<string, unknown>): number {
  let count = 0;
  for (const { affiliations, achievements } of facts.people) {
    for (const { from, until } of affiliations) {
      if ((from === null || from <= TODAY) && (until === null || TODAY < until)) count++;
    }
    for (const { credential, earnedOn, expiry } of achievements) {
      if (earnedOn <= TODAY && codes.has(credential) && (expiry.kind !== 'on' || TODAY < expiry.day)) count++;
    }
  }
  return count;
}

function otherQuestions(
  bench: Bench,
  versions: readonly Catalogue[],
  small: readonly Facts[],
  middle: readonly Facts[],
): void {
  bench.measure('the flags of the renewal, 20 people', small, (facts) =>
    renewalFlags(versions, facts, TODAY),
  );
  bench.measure('the risk of the renewal with causes and repairs, 20 people', small, (facts) =>
    renewalRisk(versions, facts, TODAY),
  );
  bench.measure('all spans from the beginning to the end of time, 20 people', small, (facts) =>
    statusSpans(versions, facts, null, null),
  );
  bench.measure('critical people, 20 people', small, (facts) => criticalPeople(versions, facts, TODAY));
  bench.measure('critical people, 200 people', middle, (facts) => criticalPeople(versions, facts, TODAY));
  bench.measure('one explanation, 20 people', small, (facts) => explain(versions, facts, 'devops', TODAY));
  bench.measure('all 18 explanations, 20 people', small, (facts) => explainAll(versions, facts, TODAY));
  bench.measure('plan to Gold in any competency, 200 people', middle, (facts) =>
    plan(versions, facts, 'GOLD', null, TODAY),
  );
}

function measureWorstCase(
  bench: Bench,
  { name, catalogue, facts }: ReturnType<typeof worstCase>[number],
): void {
  bench.measure(`worst case, ${name}: level`, [facts], (one) => attainedLevels([catalogue], one, TODAY));
  bench.measure(`worst case, ${name}: explanation`, [facts], (one) =>
    explain([catalogue], one, 'worst', TODAY),
  );
  bench.measure(`worst case, ${name}: plan`, [facts], (one) =>
    plan([catalogue], one, 'SILVER', 'worst', TODAY),
  );
}

export function measureAllocatedBytes(people: number): number {
  const catalogue = catalogue2017();
  const facts = new DeterministicOrganizations().of(catalogue, people, TODAY);
  const used = () => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
  const before = used();
  const changes = forecast([catalogue], facts, TODAY, IN_TWO_YEARS);
  const after = used();
  if (changes.length === 0) throw new Error('The forecast is empty, so it measures nothing.');
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

  median(run: () => void): number {
    return this.medians([run])[0] ?? 0;
  }

  /**
   * The median durations of several functions that take turns, in seconds of CPU time. The first quarter of the turns
   * is a warm-up and does not count.
   */
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

  measure(name: string, organizations: readonly Facts[], evaluate: (facts: Facts) => unknown): void {
    this.row(name, this.median(() => organizations.forEach(evaluate)) / organizations.length, '', true);
  }

  /**
   * Measures all bytes that a forecast of one organization allocates, including garbage, in a process whose young
   * generation is so large that nothing is collected.
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

  forecast(organizations: readonly Facts[], versions: readonly Catalogue[], maxRatio: number | null): void {
    const [one = 0, all = 0] = this.medians([
      () => organizations.forEach((facts) => attainedLevels(versions, facts, TODAY)),
      () => organizations.forEach((facts) => forecast(versions, facts, TODAY, IN_TWO_YEARS)),
    ]);
    const days =
      organizations.reduce(
        (sum, facts) => sum + turningDays(versions, facts, TODAY, IN_TWO_YEARS).length,
        0,
      ) / organizations.length;
    const limit = Math.min(1.5 * days, maxRatio ?? Infinity);
    const result = `${(all / one).toFixed(1)}x one evaluation, ${days.toFixed(0)} turning days`;
    const goal = `at most ${limit.toFixed(0)}x`;
    this.row(
      `forecast of two years, ${organizations[0]?.people.length ?? 0} people`,
      all / organizations.length,
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
