import { MAX_SUBJECT_LENGTH } from '../auth/tokens';
import type { AchievementRow } from '../db/entities';
import { say } from '../messages';
import type { Day } from '../rules';
import {
  BY_VALIDITY,
  checkAchievement,
  checkOneExpiry,
  expiryGiven,
  type AchievementContent,
  type AchievementContext,
  type GivenExpiry,
} from './achievement';
import { checkFields, MAX_GLOBAL_ID_LENGTH, MAX_WORD_LENGTH } from './fields';
import { checkText, invalid } from './text';
import type { Refusal } from './refusal';
import { refused, type Verdict } from './verdict';

/** One achievement, as its source tells it. The person is named by the id or by the subject. */
export interface GivenAchievement extends GivenExpiry {
  readonly employeeId?: string | null;
  readonly subject?: string | null;
  readonly credential: string;
  readonly earnedOn: Day;
  readonly externalId?: string | null;
}

const MAX_EXTERNAL_ID_LENGTH = 190;

const LENGTHS = {
  employeeId: MAX_GLOBAL_ID_LENGTH,
  subject: MAX_SUBJECT_LENGTH,
  credential: MAX_WORD_LENGTH,
  externalId: MAX_EXTERNAL_ID_LENGTH,
} as const;

/** Whether it may name what is stored: nothing else is to be looked for. */
export function mayBeStored(given: GivenAchievement): boolean {
  return checkFields(given, LENGTHS, []).length === 0;
}

/** What is looked up for all rows at once. */
export interface AchievementLookups extends AchievementContext {
  /** The stored id of the person whom a row names; null: there is no such person. */
  personOf(given: GivenAchievement): string | null;
  /** What is recorded already from the same source under this id. */
  recordedAs(externalId: string): AchievementRow | null;
  /** The achievement as it is to be stored. */
  newRow(content: RecordedContent): AchievementRow;
}

export type RecordedContent = AchievementContent & Pick<AchievementRow, 'employeeId' | 'externalId'>;

const COMPARED = ['employeeId', 'credential', 'earnedOn', 'expiry', 'expiresOn'] as const;

/** Whether an achievement can be recorded, and whether that changes anything: decided without asking anybody. */
export function judgeAchievement(
  given: GivenAchievement,
  lookups: AchievementLookups,
  path: readonly string[],
): Verdict<AchievementRow> {
  const unusable = refused(checkFields(given, LENGTHS, path));
  if (unusable !== null) return unusable;
  const { credential, earnedOn, externalId = null } = given;
  const content = { credential, earnedOn, ...(expiryGiven(given) ?? BY_VALIDITY) };
  const employeeId = lookups.personOf(given);
  const bad = refused([
    checkPerson(given, employeeId, path),
    ...checkAchievement(content, lookups, path),
    checkOneExpiry(given, path),
    externalId === null
      ? null
      : checkText([...path, 'externalId'], say('achievement.externalId'), externalId, {
          most: MAX_EXTERNAL_ID_LENGTH,
        }),
  ]);
  if (bad !== null) return bad;
  if (employeeId === null) throw new Error('Whoever is unknown has been refused.');
  const told: RecordedContent = { ...content, employeeId, externalId };
  const recorded = externalId === null ? null : lookups.recordedAs(externalId);
  if (recorded === null) return { outcome: 'CREATED', row: lookups.newRow(told), before: null };
  const differing = COMPARED.filter((field) => recorded[field] !== told[field]);
  if (differing.length === 0) return { outcome: 'UNCHANGED', row: recorded };
  return { outcome: 'REFUSED', refusals: [recordedOtherwise(recorded, differing, path)] };
}

function checkPerson(
  { employeeId = null, subject = null }: GivenAchievement,
  found: string | null,
  path: readonly string[],
): Refusal | null {
  if ((employeeId === null) === (subject === null)) return invalid(path, say('employee.which'));
  if (found !== null) return null;
  return employeeId === null
    ? {
        code: 'NOT_FOUND',
        message: say('employee.unknownSubject', { subject: subject ?? '' }),
        path: [...path, 'subject'],
      }
    : {
        code: 'NOT_FOUND',
        message: say('employee.unknown', { id: employeeId }),
        path: [...path, 'employeeId'],
      };
}

function recordedOtherwise(
  { source, externalId }: AchievementRow,
  differing: readonly (keyof RecordedContent)[],
  path: readonly string[],
): Refusal {
  const values = { source, externalId: externalId ?? '', fields: differing.join(', ') };
  return {
    code: 'ALREADY_EXISTS',
    message: say('achievement.recordedOtherwise', values),
    path: [...path, 'externalId'],
  };
}
