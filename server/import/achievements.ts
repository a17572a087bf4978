import { organizationsOf } from '../commands/steps/mark-organizations';
import { readAchievementRow } from '../checks/achievement-row';
import { canBeLookedUp, type GivenAchievement } from '../checks/recorded-achievement';
import { judgeAchievements, storeAchievements } from '../commands/steps/store-achievements';
import type { AchievementRow } from '../db/entities';
import { achievementOf } from '../db/read-facts';
import type { ImportKind } from './import-kind';

export const ACHIEVEMENT_IMPORT: ImportKind<GivenAchievement, AchievementRow> = {
  name: 'achievements',
  command: 'importAchievements',
  columns: ['employeeId', 'subject', 'credential', 'earnedOn', 'expiresOn', 'neverExpires', 'externalId'],
  required: ['credential', 'earnedOn', 'externalId'],
  requiredOneOf: ['employeeId', 'subject'],

  read: (raw) => readAchievementRow(raw, []),

  record: (context, rows, provenance) =>
    storeAchievements(context, rows.map(asRead), { ...provenance, errorPolicy: 'SKIP_BAD_ROWS', pathOf }),

  dryRun(context, rows, { source }, earlier) {
    const keys = rows
      .filter(canBeLookedUp)
      .flatMap(({ externalId = null }) => (externalId === null ? [] : [externalId]));
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

/** The report states the line of a row, so the path begins with the column. */
const pathOf = () => [];

const asRead = (given: GivenAchievement) => ({ given });
