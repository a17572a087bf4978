import { LocalDate } from '../../schema/scalars/local-date';
import { organizationsOf } from '../commands/steps/mark-organizations';
import { mayBeStored, type GivenAchievement } from '../checks/recorded-achievement';
import { judgeAchievements, storeAchievements } from '../commands/steps/store-achievements';
import type { AchievementRow } from '../db/entities';
import { achievementOf } from '../db/read-facts';
import { Cells } from './cells';
import type { ImportKind } from './kind';

/** The rows of `importAchievements`. */
export const ACHIEVEMENTS: ImportKind<GivenAchievement, AchievementRow> = {
  name: 'achievements',
  command: 'importAchievements',
  columns: ['employeeId', 'subject', 'credential', 'earnedOn', 'expiresOn', 'neverExpires', 'externalId'],
  needed: ['credential', 'earnedOn', 'externalId'],
  neededOneOf: ['employeeId', 'subject'],

  read(raw) {
    const cells = new Cells(raw);
    cells.mustHave('credential', 'earnedOn', 'externalId');
    const credential = cells.text('credential');
    const earnedOn = cells.scalar('earnedOn', LocalDate);
    const externalId = cells.text('externalId');
    const given = {
      employeeId: cells.text('employeeId'),
      subject: cells.text('subject'),
      expiresOn: cells.scalar('expiresOn', LocalDate),
      neverExpires: cells.flag('neverExpires') ?? false,
    };
    const { refusals } = cells;
    // What is null of these was refused.
    if (refusals.length > 0 || credential === null || earnedOn === null || externalId === null)
      return { refusals };
    return { given: { ...given, credential, earnedOn, externalId } };
  },

  record: (step, given, told) =>
    storeAchievements(step, given, { ...told, errorPolicy: 'SKIP_BAD_ROWS', pathOf }),

  foresee(sight, given, { source }, earlier) {
    const sought = given.filter(mayBeStored);
    const keys = sought.flatMap(({ externalId = null }) => (externalId === null ? [] : [externalId]));
    return judgeAchievements(sight, given, { source, pathOf }, earlier(keys));
  },

  keyOf: ({ externalId, id }) => externalId ?? id,
  ownerOf: ({ employeeId }) => employeeId,

  organizationsOf: ({ transaction }, owners) => organizationsOf(transaction, owners),

  ownersIn: (_organizationId, { people }) => people.map(({ id }) => id),

  applied(facts, rows) {
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

/** The line of a row is told beside, so the path begins with the column. */
const pathOf = () => [];
