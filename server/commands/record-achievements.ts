import { globalId } from '../../schema/global-id';
import { among } from '../db/among';
import { isDuplicate } from '../db/duplicate';
import { AchievementTable, type AchievementRow } from '../db/entities';
import { wordsOf } from './check-known';
import {
  judgeAchievement,
  type AchievementLookups,
  type GivenAchievement,
  type RecordedContent,
} from './judge-achievement';
import { concernPeople } from './concern-people';
import { distinct, lockedByName } from './locked-by-name';
import type { Step } from './run-command';
import { obey, type ErrorPolicy, type Verdict } from './verdict';

const ATTEMPTS = 10;

export interface Recording {
  readonly source: string;
  readonly reason: string | null | undefined;
  readonly errorPolicy: ErrorPolicy;
  /** Where the arguments have the row with this place. */
  readonly pathOf: (place: number) => readonly string[];
}

/**
 * Records achievements from one source, however many, in a number of statements that does not depend on it. What is
 * recorded already under the same external id stays as it is.
 */
export async function recordAchievements(
  step: Step,
  given: readonly GivenAchievement[],
  { source, reason, errorPolicy, pathOf }: Recording,
): Promise<readonly Verdict<AchievementRow>[]> {
  const credentials = wordsOf('credential', await step.catalogues());
  const personOf = await lockedPeople(step, given);
  for (let attempt = 1; ; attempt++) {
    const recorded = await recordedFrom(step, source, given);
    const lookups: AchievementLookups = {
      credentials,
      today: step.today,
      personOf,
      recordedAs: (externalId) => recorded.get(externalId) ?? null,
      newRow: (content) => newRow(step, source, content),
    };
    const verdicts = given.map((one, place) => {
      const verdict = judgeAchievement(one, lookups, pathOf(place));
      // A later row may tell the same record again.
      if (verdict.outcome === 'CREATED') remember(recorded, verdict.row);
      return verdict;
    });
    obey(errorPolicy, verdicts);
    try {
      await store(step, verdicts, reason);
      return verdicts;
    } catch (error) {
      // Somebody else has recorded one of them between the look and the insertion: look again.
      if (!isDuplicate(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** The people whom rows name, each locked: what a person has earned is the person's. */
async function lockedPeople(
  step: Step,
  given: readonly GivenAchievement[],
): Promise<AchievementLookups['personOf']> {
  const nameOf = ({ employeeId = null, subject = null }: GivenAchievement) => ({
    id: employeeId,
    value: subject,
  });
  const find = await lockedByName(
    step,
    { table: 'employee', type: 'Employee', column: 'subject' },
    given.map(nameOf),
  );
  return (one) => find(nameOf(one));
}

/** What is recorded already, by its id at the source. */
async function recordedFrom(
  { transaction }: Step,
  source: string,
  given: readonly GivenAchievement[],
): Promise<Map<string, AchievementRow>> {
  const externalIds = distinct(given.map(({ externalId = null }) => externalId));
  if (externalIds.length === 0) return new Map();
  const rows = await transaction.rows<AchievementRow>(
    `SELECT * FROM achievement WHERE source = ? AND externalId IN (${among(externalIds)})`,
    [source, ...externalIds],
  );
  const recorded = new Map<string, AchievementRow>();
  for (const row of rows) remember(recorded, row);
  return recorded;
}

function remember(recorded: Map<string, AchievementRow>, row: AchievementRow): void {
  if (row.externalId !== null) recorded.set(row.externalId, row);
}

function newRow(step: Step, source: string, content: RecordedContent): AchievementRow {
  return { ...content, id: step.newId(), revokedOn: null, source, recordedAt: step.at, version: 1 };
}

async function store(
  step: Step,
  verdicts: readonly Verdict<AchievementRow>[],
  reason: string | null | undefined,
): Promise<void> {
  const rows = verdicts.flatMap((verdict) => (verdict.outcome === 'CREATED' ? [verdict.row] : []));
  await step.transaction.insert(AchievementTable, rows);
  await concernPeople(step, distinct(rows.map(({ employeeId }) => employeeId)));
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
