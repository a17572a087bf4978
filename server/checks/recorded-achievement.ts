import type { OneFieldOf } from '../../schema/one-of';
import type { EmployeeReference } from '../../schema/people/employee-reference';
import { MAX_SUBJECT_LENGTH } from '../auth/tokens';
import type { AchievementRow } from '../db/entities';
import { sentence } from '../messages';
import type { Day } from '../rules';
import {
  checkAchievement,
  type AchievementContent,
  type AchievementField,
  type AchievementRules,
  type Expiry,
} from './achievement';
import { checkFields, MAX_GLOBAL_ID_LENGTH, MAX_CATALOGUE_KEY_LENGTH } from './fields';
import { checkText, invalidRefusal } from './text';
import type { Refusal } from './refusal';
import { refusedVerdict, type Verdict } from './verdict';

export interface GivenAchievement {
  readonly employee: OneFieldOf<EmployeeReference>;
  readonly credential: string;
  readonly earnedOn: Day;
  readonly expiry: Expiry;
  readonly externalId: string | null;
}

const MAX_EXTERNAL_ID_LENGTH = 190;

type PathOf = (field: AchievementField) => readonly string[];

const MAX_LENGTHS = {
  employeeId: MAX_GLOBAL_ID_LENGTH,
  subject: MAX_SUBJECT_LENGTH,
  credential: MAX_CATALOGUE_KEY_LENGTH,
  externalId: MAX_EXTERNAL_ID_LENGTH,
} as const;

export function canBeLookedUp(input: GivenAchievement): boolean {
  return checkTexts(input, () => []).length === 0;
}

function checkTexts(
  { employee, credential, externalId }: GivenAchievement,
  pathOf: PathOf,
): readonly Refusal[] {
  const texts = { employeeId: employee.id, subject: employee.subject, credential, externalId };
  return checkFields(texts, MAX_LENGTHS, pathOf);
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
  pathOf: PathOf,
): Verdict<AchievementRow> {
  const unusable = refusedVerdict(checkTexts(input, pathOf));
  if (unusable !== null) return unusable;
  const { credential, earnedOn, expiry, externalId } = input;
  const content = { credential, earnedOn, ...expiry };
  const employeeId = lookups.personOf(input);
  const bad = refusedVerdict([
    employeeId === null ? unknownPerson(input.employee, pathOf) : null,
    ...checkAchievement(content, lookups, pathOf),
    externalId === null
      ? null
      : checkText(pathOf('externalId'), externalId, {
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
      ? recordedOtherwise(recorded, differing, pathOf)
      : givenOtherwise(recorded, first, differing, pathOf);
  return { outcome: 'REFUSED', refusals: [refusal] };
}

function unknownPerson({ id, subject }: GivenAchievement['employee'], pathOf: PathOf): Refusal {
  return id === undefined
    ? {
        code: 'NOT_FOUND',
        sentence: sentence('employee.unknownSubject', { subject }),
        path: pathOf('subject'),
      }
    : { code: 'NOT_FOUND', sentence: sentence('employee.unknown', { id }), path: pathOf('employeeId') };
}

function givenOtherwise(
  { externalId }: AchievementRow,
  first: readonly string[],
  differing: readonly (keyof RecordedContent)[],
  pathOf: PathOf,
): Refusal {
  const values = { externalId: externalId ?? '', first, fields: differing };
  return invalidRefusal(pathOf('externalId'), sentence('achievement.twice', values));
}

function recordedOtherwise(
  { source, externalId }: AchievementRow,
  differing: readonly (keyof RecordedContent)[],
  pathOf: PathOf,
): Refusal {
  const values = { source, externalId: externalId ?? '', fields: differing };
  return {
    code: 'ALREADY_EXISTS',
    sentence: sentence('achievement.recordedOtherwise', values),
    path: pathOf('externalId'),
  };
}
