import { globalId } from '../../../schema/global-id';
import { placeholders } from '../../db/placeholders';
import { isDuplicate } from '../../db/duplicate';
import { AchievementTable, type AchievementRow } from '../../db/entities';
import { RetryTransaction } from '../../db/retry';
import type { ReadRow } from '../../checks/cells';
import type { AchievementField } from '../../checks/achievement';
import { knownKeys } from '../../checks/known-keys';
import {
  judgeAchievement,
  canBeLookedUp,
  type AchievementLookups,
  type GivenAchievement,
  type RecordedContent,
} from '../../checks/recorded-achievement';
import { markOrganizationsOfPeople } from './mark-organizations';
import { distinct, lockByName } from '../../locks/lock-by-name';
import type { CheckContext, CommandContext } from '../../locks/command-context';
import { enforceErrorPolicy, type ErrorPolicy, type Verdict } from '../../checks/verdict';

export interface JudgeAchievementsOptions {
  readonly source: string;
  /** The path of a row, or of a value in it. */
  readonly pathOf: (index: number, field?: AchievementField) => readonly string[];
}

export interface StoreAchievementsOptions extends JudgeAchievementsOptions {
  readonly reason: string | null | undefined;
  readonly errorPolicy: ErrorPolicy;
}

/**
 * Records achievements of one source in a constant number of statements. An achievement that is already recorded under
 * its external id stays unchanged.
 */
export async function storeAchievements(
  context: CommandContext,
  rows: readonly ReadRow<GivenAchievement>[],
  { reason, errorPolicy, ...source }: StoreAchievementsOptions,
): Promise<readonly Verdict<AchievementRow>[]> {
  const verdicts = await judgeAchievements(context, rows, source);
  enforceErrorPolicy(errorPolicy, verdicts);
  try {
    await store(context, verdicts, reason);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // A large insert is split into several statements, so this transaction may already have inserted some of the rows.
    throw new RetryTransaction('A concurrent request has recorded one of the achievements.', {
      cause: error,
    });
  }
  return verdicts;
}

/**
 * Judges each achievement against the stored achievements and, in a dry run, against `pending`: the achievements that a
 * command would have stored by now. In a command, the people are locked.
 */
export async function judgeAchievements(
  context: CheckContext,
  rows: readonly ReadRow<GivenAchievement>[],
  { source, pathOf }: JudgeAchievementsOptions,
  pending: readonly AchievementRow[] = [],
): Promise<readonly Verdict<AchievementRow>[]> {
  const candidates = rows.flatMap((row) => ('given' in row && canBeLookedUp(row.given) ? [row.given] : []));
  const personOf = await lockedPeople(context, candidates);
  const recorded = await readRecorded(context, source, candidates);
  for (const row of pending) addRecorded(recorded, row);
  const firstPaths = new Map<string, readonly string[]>();
  const lookups: AchievementLookups = {
    credentials: knownKeys('credential', await context.catalogues()),
    today: context.today,
    personOf,
    recordedAs: (externalId) => recorded.get(externalId) ?? null,
    givenAt: (externalId) => firstPaths.get(externalId) ?? null,
    newRow: (content) => newRow(context, source, content),
  };
  return rows.map((row, index) => {
    if ('refusals' in row) return { outcome: 'REFUSED', refusals: row.refusals };
    const verdict = judgeAchievement(row.given, lookups, (field) => pathOf(index, field));
    // A later row can repeat this record.
    if (verdict.outcome === 'CREATED' && verdict.row.externalId !== null) {
      addRecorded(recorded, verdict.row);
      firstPaths.set(verdict.row.externalId, pathOf(index));
    }
    return verdict;
  });
}

async function lockedPeople(
  context: CheckContext,
  inputs: readonly GivenAchievement[],
): Promise<AchievementLookups['personOf']> {
  const nameOf = ({ employee: { id, subject } }: GivenAchievement) => ({
    id: id ?? null,
    value: subject ?? null,
  });
  const find = await lockByName(
    context,
    { table: 'employee', type: 'Employee', column: 'subject' },
    inputs.map(nameOf),
  );
  return (achievement) => find(nameOf(achievement));
}

async function readRecorded(
  { transaction }: CheckContext,
  source: string,
  inputs: readonly GivenAchievement[],
): Promise<Map<string, AchievementRow>> {
  const externalIds = distinct(inputs.map(({ externalId }) => externalId));
  if (externalIds.length === 0) return new Map();
  const rows = await transaction.rows<AchievementRow>(
    `SELECT * FROM achievement WHERE source = ? AND externalId IN (${placeholders(externalIds)})`,
    [source, ...externalIds],
  );
  const recorded = new Map<string, AchievementRow>();
  for (const row of rows) addRecorded(recorded, row);
  return recorded;
}

function addRecorded(recorded: Map<string, AchievementRow>, row: AchievementRow): void {
  if (row.externalId !== null) recorded.set(row.externalId, row);
}

function newRow(context: CheckContext, source: string, content: RecordedContent): AchievementRow {
  return { ...content, id: context.newId(), revokedOn: null, source, createdAt: context.at, version: 1 };
}

async function store(
  context: CommandContext,
  verdicts: readonly Verdict<AchievementRow>[],
  reason: string | null | undefined,
): Promise<void> {
  const rows = verdicts.flatMap((verdict) => (verdict.outcome === 'CREATED' ? [verdict.row] : []));
  await context.transaction.insert(AchievementTable, rows);
  await markOrganizationsOfPeople(context, distinct(rows.map(({ employeeId }) => employeeId)));
  await context.audit(
    rows.map((row) => ({
      subject: globalId('Achievement', row.id),
      // An achievement belongs to the person, not to an organization.
      organizationId: null,
      before: null,
      after: row,
      reason,
    })),
  );
}
