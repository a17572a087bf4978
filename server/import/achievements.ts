import { organizationsOf } from '../commands/steps/mark-organizations';
import { BY_VALIDITY, type AchievementField, type Expiry } from '../checks/achievement';
import { Cells, parseDay, type RawRow, type ReadRow } from '../checks/cells';
import { canBeLookedUp, type GivenAchievement } from '../checks/recorded-achievement';
import { judgeAchievements, storeAchievements } from '../commands/steps/store-achievements';
import type { AchievementRow } from '../db/entities';
import { achievementOf } from '../db/read-facts';
import type { ImportKind } from './import-kind';
import { oneColumnOf } from './one-column-of';

const PERSON_COLUMNS = ['employeeId', 'subject'] as const;

export const ACHIEVEMENT_IMPORT: ImportKind<GivenAchievement, AchievementRow> = {
  name: 'achievements',
  command: 'importAchievements',
  columns: ['employeeId', 'subject', 'credential', 'earnedOn', 'expiry', 'externalId'],
  required: ['credential', 'earnedOn', 'externalId'],
  requiredOneOf: PERSON_COLUMNS,

  read: readFileRow,

  record: (context, rows, provenance) =>
    storeAchievements(context, rows.map(asRead), { ...provenance, errorPolicy: 'SKIP_BAD_ROWS', pathOf }),

  dryRun(context, rows, { source }, earlier) {
    const keys = rows
      .filter(canBeLookedUp)
      .flatMap(({ externalId }) => (externalId === null ? [] : [externalId]));
    return judgeAchievements(context, rows.map(asRead), { source, pathOf }, earlier(keys));
  },

  keyOf: ({ externalId, id }) => externalId ?? id,
  ownerOf: ({ employeeId }) => employeeId,

  organizationsOf: ({ transaction }, owners) => organizationsOf(transaction, owners),

  ownersIn: (_organizationId, { people }) => people.map(({ id }) => id),

  withRows(facts, rows) {
    const earnedBy = Map.groupBy(rows, ({ employeeId }) => employeeId);
    return {
      ...facts,
      people: facts.people.map((person) => {
        const earned = earnedBy.get(person.id);
        if (earned === undefined) return person;
        return { ...person, achievements: [...person.achievements, ...earned.map(achievementOf)] };
      }),
    };
  },
};

/** The report states the line of a row, so the path is the column. */
const pathOf = (_index: number, field?: AchievementField) =>
  field === undefined ? [] : [field === 'expiresOn' ? 'expiry' : field];

const asRead = (given: GivenAchievement) => ({ given });

function readFileRow(raw: RawRow): ReadRow<GivenAchievement> {
  const cells = new Cells<Exclude<AchievementField, 'expiresOn'> | 'expiry'>(raw, (column) => [column]);
  cells.require('credential', 'earnedOn', 'externalId');
  const credential = cells.text('credential');
  const earnedOn = cells.day('earnedOn');
  const externalId = cells.text('externalId');
  const named = oneColumnOf(raw, cells, PERSON_COLUMNS);
  const expiry = cells.short('expiry', parseExpiry, 'import.expiry') ?? BY_VALIDITY;
  const { refusals } = cells;
  // A required value that is null has already been refused.
  if (
    refusals.length > 0 ||
    credential === null ||
    earnedOn === null ||
    externalId === null ||
    named === null
  )
    return { refusals };
  const employee = named.column === 'employeeId' ? { id: named.text } : { subject: named.text };
  return { given: { employee, credential, earnedOn, expiry, externalId } };
}

/** A column has one value, so the day and the rules share it. */
function parseExpiry(value: unknown): Expiry | null {
  if (value === 'NEVER' || value === 'BY_VALIDITY') return { expiry: value, expiresOn: null };
  const expiresOn = parseDay(value);
  return expiresOn === null ? null : { expiry: 'ON', expiresOn };
}
