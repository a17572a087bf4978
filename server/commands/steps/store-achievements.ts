import { globalId } from '../../../schema/global-id';
import { placeholders } from '../../db/placeholders';
import { isDuplicate } from '../../db/duplicate';
import { AchievementTable, type AchievementRow } from '../../db/entities';
import { RetryTransaction } from '../../db/retry';
import { wordsOf } from '../../checks/known-keys';
import {
  judgeAchievement,
  mayBeStored,
  type AchievementLookups,
  type GivenAchievement,
  type RecordedContent,
} from '../../checks/recorded-achievement';
import { markOrganizationsOfPeople } from './mark-organizations';
import { distinct, lockedByName } from '../../locks/rows-by-name';
import type { CheckContext, CommandContext } from '../../locks/command-context';
import { obey, type ErrorPolicy, type Verdict } from '../../checks/verdict';

export interface Telling {
  readonly source: string;
  /** Where the arguments have the row with this place. */
  readonly pathOf: (place: number) => readonly string[];
}

export interface Storing extends Telling {
  readonly reason: string | null | undefined;
  readonly errorPolicy: ErrorPolicy;
}

/**
 * Records achievements from one source, however many, in a number of statements that does not depend on it. What is
 * recorded already under the same external id stays as it is.
 */
export async function storeAchievements(
  step: CommandContext,
  given: readonly GivenAchievement[],
  { reason, errorPolicy, ...telling }: Storing,
): Promise<readonly Verdict<AchievementRow>[]> {
  const verdicts = await judgeAchievements(step, given, telling);
  obey(errorPolicy, verdicts);
  try {
    await store(step, verdicts, reason);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // The whole transaction looks again: this one may hold some of the rows, since many take several statements.
    throw new RetryTransaction('Somebody else has recorded one of the achievements meanwhile.', {
      cause: error,
    });
  }
  return verdicts;
}

/**
 * What becomes of each achievement, when those that are known (`known`) and those that are stored are recorded already.
 * In a command the people are locked.
 */
export async function judgeAchievements(
  sight: CheckContext,
  given: readonly GivenAchievement[],
  { source, pathOf }: Telling,
  known: readonly AchievementRow[] = [],
): Promise<readonly Verdict<AchievementRow>[]> {
  const sought = given.filter(mayBeStored);
  const personOf = await lockedPeople(sight, sought);
  const recorded = await recordedFrom(sight, source, sought);
  for (const row of known) remember(recorded, row);
  const lookups: AchievementLookups = {
    credentials: wordsOf('credential', await sight.catalogues()),
    today: sight.today,
    personOf,
    recordedAs: (externalId) => recorded.get(externalId) ?? null,
    newRow: (content) => newRow(sight, source, content),
  };
  return given.map((one, place) => {
    const verdict = judgeAchievement(one, lookups, pathOf(place));
    // A later row may tell the same record again.
    if (verdict.outcome === 'CREATED') remember(recorded, verdict.row);
    return verdict;
  });
}

/** The people whom rows name, each locked: what a person has earned is the person's. */
async function lockedPeople(
  sight: CheckContext,
  given: readonly GivenAchievement[],
): Promise<AchievementLookups['personOf']> {
  const nameOf = ({ employeeId = null, subject = null }: GivenAchievement) => ({
    id: employeeId,
    value: subject,
  });
  const find = await lockedByName(
    sight,
    { table: 'employee', type: 'Employee', column: 'subject' },
    given.map(nameOf),
  );
  return (one) => find(nameOf(one));
}

/** What is recorded already, by its id at the source. */
async function recordedFrom(
  { transaction }: CheckContext,
  source: string,
  given: readonly GivenAchievement[],
): Promise<Map<string, AchievementRow>> {
  const externalIds = distinct(given.map(({ externalId = null }) => externalId));
  if (externalIds.length === 0) return new Map();
  const rows = await transaction.rows<AchievementRow>(
    `SELECT * FROM achievement WHERE source = ? AND externalId IN (${placeholders(externalIds)})`,
    [source, ...externalIds],
  );
  const recorded = new Map<string, AchievementRow>();
  for (const row of rows) remember(recorded, row);
  return recorded;
}

function remember(recorded: Map<string, AchievementRow>, row: AchievementRow): void {
  if (row.externalId !== null) recorded.set(row.externalId, row);
}

function newRow(sight: CheckContext, source: string, content: RecordedContent): AchievementRow {
  return { ...content, id: sight.newId(), revokedOn: null, source, recordedAt: sight.at, version: 1 };
}

async function store(
  step: CommandContext,
  verdicts: readonly Verdict<AchievementRow>[],
  reason: string | null | undefined,
): Promise<void> {
  const rows = verdicts.flatMap((verdict) => (verdict.outcome === 'CREATED' ? [verdict.row] : []));
  await step.transaction.insert(AchievementTable, rows);
  await markOrganizationsOfPeople(step, distinct(rows.map(({ employeeId }) => employeeId)));
  await step.audit(
    rows.map((row) => ({
      subject: globalId('Achievement', row.id),
      // It is the person's, wherever that is.
      organizationId: null,
      before: null,
      after: row,
      reason,
    })),
  );
}
