import type { CommandCall } from '../commands/run-command';
import type { CheckContext } from '../locks/command-context';
import { placeholders } from '../db/placeholders';
import type { OrganizationRow } from '../db/entities';
import { instant } from '../db/instant';
import { newId } from '../db/new-id';
import { readFacts } from '../db/read-facts';
import { openScratch, type Scratch } from '../db/scratch';
import { effectOfFacts, isGain, type Day, type Effect } from '../rules';
import { addOutcomes, NO_ROWS, totalRows, type Counts } from './count';
import { endPositionOf, valuesIn, lineVerdictsOf, refusedLinesIn, type ImportSource } from './import-file';
import { portionsOf } from './portions';
import { START_OF_FILE } from './read-lines';
import { readRows } from './read-rows';
import { openReport } from './report';

export interface DryRun<Given, Row> extends ImportSource<Given, Row> {
  readonly call: CommandCall;
  /** Receives the number of affected organizations, and returns a callback that receives each of them. */
  readonly judging: (organizations: number) => (organization: OrganizationEffects) => void;
}

export interface OrganizationEffects {
  readonly name: string;
  readonly key: string;
  readonly effects: readonly Effect[];
}

export interface DryRunResult {
  readonly counts: Counts;
  readonly organizations: number;
  readonly changing: number;
  readonly gaining: number;
  readonly losing: number;
}

const ORGANIZATIONS_PER_BATCH = 100;

/**
 * Determines the effects of importing a file, without writes or locks in the database.
 *
 * A status depends on all rows of an organization, which can be anywhere in a file that is larger than memory.
 * Therefore, a scratch file collects the rows that would be stored, indexed by owner; later rows find earlier rows
 * there. The rules then evaluate each organization twice: with its stored facts alone, and together with the rows of
 * the scratch file.
 */
export async function dryRunFile<Given, Row extends object>(
  dryRun: DryRun<Given, Row>,
): Promise<DryRunResult> {
  const scratch = openScratch();
  try {
    const counts = await storeInScratch(dryRun, scratch);
    const totals = { organizations: scratch.countNames(), changing: 0, gaining: 0, losing: 0 };
    const onJudged = dryRun.judging(totals.organizations);
    for await (const judged of judgedOrganizations(dryRun, scratch)) {
      onJudged(judged);
      const { effects } = judged;
      if (effects.length > 0) totals.changing += 1;
      if (effects.some(isGain)) totals.gaining += 1;
      if (!effects.every(isGain)) totals.losing += 1;
    }
    return { counts, ...totals };
  } finally {
    scratch.close();
  }
}

async function storeInScratch<Given, Row extends object>(
  dryRun: DryRun<Given, Row>,
  scratch: Scratch,
): Promise<Counts> {
  const { kind, format, open, provenance, portion, progress } = dryRun;
  const context = checkContextOf(dryRun);
  // The scratch file holds rows of this kind only.
  const earlier = (keys: readonly string[]) => scratch.byKeys(keys) as readonly Row[];
  const report = await openReport(dryRun.reportPath);
  try {
    let counts = NO_ROWS;
    let mark = await report.write(report.start, []);
    progress.begin(START_OF_FILE.bytes);
    for await (const rows of portionsOf(
      readRows(kind, format, open, START_OF_FILE),
      portion,
      START_OF_FILE,
    )) {
      const outcomes = lineVerdictsOf(rows, await kind.dryRun(context, valuesIn(rows), provenance, earlier));
      const stored = outcomes.flatMap((one) =>
        one.outcome === 'CREATED' || one.outcome === 'UPDATED' ? [one.row] : [],
      );
      scratch.putEntries(
        stored.map((row) => ({ key: kind.keyOf(row), owner: kind.ownerOf(row), content: row })),
      );
      scratch.addNames(
        await kind.organizationsOf(context, [...new Set(stored.map((row) => kind.ownerOf(row)))]),
      );
      mark = await report.write(mark, refusedLinesIn(outcomes));
      counts = addOutcomes(counts, outcomes);
      progress.update(endPositionOf(rows).bytes, totalRows(counts));
    }
    return counts;
  } finally {
    await report.close();
  }
}

function checkContextOf<Given, Row>({ database, call }: DryRun<Given, Row>): CheckContext {
  return {
    transaction: { rows: (sql, parameters) => database.rows(sql, parameters), forUpdate: '' },
    at: instant(call.now),
    today: call.today,
    catalogues: () => call.catalogues(),
    newId: () => newId(call.now),
  };
}

async function* judgedOrganizations<Given, Row extends object>(
  { kind, database, call }: DryRun<Given, Row>,
  scratch: Scratch,
): AsyncGenerator<OrganizationEffects> {
  const versions = await call.catalogues();
  let last: string | null = null;
  for (;;) {
    const ids: readonly string[] = scratch.namesAfter(last, ORGANIZATIONS_PER_BATCH);
    last = ids.at(-1) ?? null;
    if (last === null) return;
    const organizations = await database.rows<Pick<OrganizationRow, 'id' | 'name' | 'key'>>(
      `SELECT id, name, \`key\` FROM organization WHERE id IN (${placeholders(ids)})`,
      ids,
    );
    const organizationsById = new Map(organizations.map((one) => [one.id, one]));
    const facts = await readFacts(database, ids);
    for (const [i, id] of ids.entries()) {
      const [before, organization] = [facts[i] ?? null, organizationsById.get(id)];
      // Organizations are never removed.
      if (before === null || organization === undefined)
        throw new Error(`The organization ${id} does not exist.`);
      // The scratch file holds rows of this kind only.
      const rows = scratch.byOwners(kind.ownersIn(id, before)) as readonly Row[];
      const after = kind.withRows(before, rows);
      const effects = effectOfFacts(versions, before, after, null).filter((effect) =>
        endsAfter(effect, call.today),
      );
      yield { name: organization.name, key: organization.key, effects };
    }
  }
}

/** Ignores effects that lie entirely in the past, because they need no action. */
function endsAfter({ until }: Effect, today: Day): boolean {
  return until === null || until > today;
}
