import { MAX_SUBJECT_LENGTH } from '../auth/tokens';
import type { AchievementRow } from '../db/entities';
import { say } from '../messages';
import type { Day } from '../rules';
import {
  BY_VALIDITY,
  checkAchievement,
  checkOneExpiry,
  expiryFromInput,
  type AchievementContent,
  type AchievementRules,
  type GivenExpiry,
} from './achievement';
import { checkFields, MAX_GLOBAL_ID_LENGTH, MAX_CATALOGUE_KEY_LENGTH } from './fields';
import { checkText, invalidRefusal } from './text';
import type { Refusal } from './refusal';
import { refusedVerdict, type Verdict } from './verdict';

/** The person is named by id or by subject. */
export interface GivenAchievement extends GivenExpiry {
  readonly employeeId?: string | null;
  readonly subject?: string | null;
  readonly credential: string;
  readonly earnedOn: Day;
  readonly externalId?: string | null;
}

const MAX_EXTERNAL_ID_LENGTH = 190;

const MAX_LENGTHS = {
  employeeId: MAX_GLOBAL_ID_LENGTH,
  subject: MAX_SUBJECT_LENGTH,
  credential: MAX_CATALOGUE_KEY_LENGTH,
  externalId: MAX_EXTERNAL_ID_LENGTH,
} as const;

export function canBeLookedUp(input: GivenAchievement): boolean {
  return checkFields(input, MAX_LENGTHS, []).length === 0;
}

/** The stored data against which rows are judged, read once for all rows. */
export interface AchievementLookups extends AchievementRules {
  personOf(input: GivenAchievement): string | null;
  /** The stored achievement of the same source with this external id, or null. */
  recordedAs(externalId: string): AchievementRow | null;
  /** The path of the earlier row of the same request with this external id, or null. */
  givenAt(externalId: string): readonly string[] | null;
  newRow(content: RecordedContent): AchievementRow;
}

export type RecordedContent = AchievementContent & Pick<AchievementRow, 'employeeId' | 'externalId'>;

const COMPARED = ['employeeId', 'credential', 'earnedOn', 'expiry', 'expiresOn'] as const;

export function judgeAchievement(
  input: GivenAchievement,
  lookups: AchievementLookups,
  path: readonly string[],
): Verdict<AchievementRow> {
  const unusable = refusedVerdict(checkFields(input, MAX_LENGTHS, path));
  if (unusable !== null) return unusable;
  const { credential, earnedOn, externalId = null } = input;
  const content = { credential, earnedOn, ...(expiryFromInput(input) ?? BY_VALIDITY) };
  const employeeId = lookups.personOf(input);
  const bad = refusedVerdict([
    checkPerson(input, employeeId, path),
    ...checkAchievement(content, lookups, path),
    checkOneExpiry(input, path),
    externalId === null
      ? null
      : checkText([...path, 'externalId'], externalId, {
          maxLength: MAX_EXTERNAL_ID_LENGTH,
        }),
  ]);
  if (bad !== null) return bad;
  if (employeeId === null) throw new Error('An unknown person was not refused.');
  const inputContent: RecordedContent = { ...content, employeeId, externalId };
  const recorded = externalId === null ? null : lookups.recordedAs(externalId);
  if (recorded === null) return { outcome: 'CREATED', row: lookups.newRow(inputContent), before: null };
  const differing = COMPARED.filter((field) => recorded[field] !== inputContent[field]);
  if (differing.length === 0) return { outcome: 'UNCHANGED', row: recorded };
  const first = lookups.givenAt(externalId ?? '') ?? [];
  const refusal =
    first.length === 0
      ? recordedOtherwise(recorded, differing, path)
      : givenOtherwise(recorded, first, differing, path);
  return { outcome: 'REFUSED', refusals: [refusal] };
}

function checkPerson(
  { employeeId = null, subject = null }: GivenAchievement,
  storedId: string | null,
  path: readonly string[],
): Refusal | null {
  if ((employeeId === null) === (subject === null)) return invalidRefusal(path, say('employee.which'));
  if (storedId !== null) return null;
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

function givenOtherwise(
  { externalId }: AchievementRow,
  first: readonly string[],
  differing: readonly (keyof RecordedContent)[],
  path: readonly string[],
): Refusal {
  const values = { externalId: externalId ?? '', first: first.join('.'), fields: differing.join(', ') };
  return invalidRefusal([...path, 'externalId'], say('achievement.twice', values));
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
