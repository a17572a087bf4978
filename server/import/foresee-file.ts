import type { CommandCall } from '../commands/run-command';
import type { CheckContext } from '../locks/command-context';
import { placeholders } from '../db/placeholders';
import type { OrganizationRow } from '../db/entities';
import { instant } from '../db/instant';
import { newId } from '../db/new-id';
import { readFacts } from '../db/read-facts';
import { openScratch, type Scratch } from '../db/scratch';
import { effectOfFacts, isGain, type Day, type Effect } from '../rules';
import { countedWith, NONE, rowsIn, type Counts } from './count';
import { endOf, givenIn, outcomesOf, refusedIn, type Source } from './import-file';
import { portionsOf } from './portions';
import { START } from './read-lines';
import { readRows } from './read-rows';
import { openReport } from './report';

export interface Foreseeing<Given, Row> extends Source<Given, Row> {
  readonly call: CommandCall;
  /** Is told how many organizations are to be judged, and answers who is told that one of them is, and its effects. */
  readonly judging: (organizations: number) => (organization: Judged) => void;
}

export interface Judged {
  readonly name: string;
  readonly key: string;
  /** What would be another answer today or later, each from its first day; most often nothing. */
  readonly effects: readonly Effect[];
}

export interface Foreseen {
  readonly counts: Counts;
  /** Organizations of which the file tells something new. */
  readonly organizations: number;
  /** Those of which a status would be another today or later. */
  readonly changing: number;
  readonly gaining: number;
  readonly losing: number;
}

/** The facts of so many organizations are in memory at a time. */
const ORGANIZATIONS_AT_A_TIME = 100;

/**
 * What importing a file would do, without doing it: nothing is written to the database, and nothing is locked in it.
 *
 * A status depends on all rows of an organization, which may stand anywhere in the file, and the file may be larger than
 * the memory. So the rows that would be stored are put aside in a scratch file first, each under its owner; there later
 * rows find what earlier ones would have stored. Then organization by organization is judged by the rules, once by the
 * facts as they are and once with the rows put aside.
 */
export async function foreseeFile<Given, Row extends object>(
  given: Foreseeing<Given, Row>,
): Promise<Foreseen> {
  const scratch = openScratch();
  try {
    const counts = await putAside(given, scratch);
    const found = { organizations: scratch.countNoted(), changing: 0, gaining: 0, losing: 0 };
    const tell = given.judging(found.organizations);
    for await (const judged of judgedOrganizations(given, scratch)) {
      tell(judged);
      const { effects } = judged;
      if (effects.length > 0) found.changing += 1;
      if (effects.some(isGain)) found.gaining += 1;
      if (!effects.every(isGain)) found.losing += 1;
    }
    return { counts, ...found };
  } finally {
    scratch.close();
  }
}

/** Puts aside what would be stored, and notes which organizations that is about. */
async function putAside<Given, Row extends object>(
  given: Foreseeing<Given, Row>,
  scratch: Scratch,
): Promise<Counts> {
  const { kind, format, open, told, portion, progress } = given;
  const sight = sightOf(given);
  // Only rows of this kind are ever put aside.
  const earlier = (keys: readonly string[]) => scratch.withKeys(keys) as readonly Row[];
  const report = await openReport(given.reportPath);
  try {
    let counts = NONE;
    let mark = await report.write(report.start, []);
    progress.begin(START.bytes);
    for await (const rows of portionsOf(readRows(kind, format, open, START), portion, START)) {
      const outcomes = outcomesOf(rows, await kind.foresee(sight, givenIn(rows), told, earlier));
      const stored = outcomes.flatMap((one) =>
        one.outcome === 'CREATED' || one.outcome === 'UPDATED' ? [one.row] : [],
      );
      scratch.putAside(
        stored.map((row) => ({ key: kind.keyOf(row), owner: kind.ownerOf(row), content: row })),
      );
      scratch.note(await kind.organizationsOf(sight, [...new Set(stored.map((row) => kind.ownerOf(row)))]));
      mark = await report.write(mark, refusedIn(outcomes));
      counts = countedWith(counts, outcomes);
      progress.tell(endOf(rows).bytes, rowsIn(counts));
    }
    return counts;
  } finally {
    await report.close();
  }
}

function sightOf<Given, Row>({ database, call }: Foreseeing<Given, Row>): CheckContext {
  return {
    transaction: { rows: (sql, parameters) => database.rows(sql, parameters), forUpdate: '' },
    at: instant(call.now),
    today: call.today,
    catalogues: () => call.catalogues(),
    newId: () => newId(call.now),
  };
}

async function* judgedOrganizations<Given, Row extends object>(
  { kind, database, call }: Foreseeing<Given, Row>,
  scratch: Scratch,
): AsyncGenerator<Judged> {
  const versions = await call.catalogues();
  let last: string | null = null;
  for (;;) {
    const ids: readonly string[] = scratch.notedAfter(last, ORGANIZATIONS_AT_A_TIME);
    last = ids.at(-1) ?? null;
    if (last === null) return;
    const organizations = await database.rows<Pick<OrganizationRow, 'id' | 'name' | 'key'>>(
      `SELECT id, name, \`key\` FROM organization WHERE id IN (${placeholders(ids)})`,
      ids,
    );
    const named = new Map(organizations.map((one) => [one.id, one]));
    const facts = await readFacts(database, ids);
    for (const [i, id] of ids.entries()) {
      const [before, organization] = [facts[i] ?? null, named.get(id)];
      // Organizations are never removed.
      if (before === null || organization === undefined) throw new Error(`The organization ${id} is gone.`);
      // Only rows of this kind are ever put aside.
      const rows = scratch.ofOwners(kind.ownersIn(id, before)) as readonly Row[];
      const after = kind.applied(before, rows);
      const effects = effectOfFacts(versions, before, after, null).filter((effect) =>
        concerns(effect, call.today),
      );
      yield { name: organization.name, key: organization.key, effects };
    }
  }
}

/** What was another answer on past days only is history that nobody acts on. */
function concerns({ until }: Effect, today: Day): boolean {
  return until === null || until > today;
}
