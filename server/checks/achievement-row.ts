import type { ImportAchievementRow } from '../../schema/people/import-achievements';
import { BY_VALIDITY, type AchievementField, type Expiry } from './achievement';
import { Cells, type ReadRow } from './cells';
import type { GivenAchievement } from './recorded-achievement';

/** Reads the texts of an imported row, so that an invalid day refuses only this row. */
export function readAchievementRow(
  { employee, credential, earnedOn, expiry = null, externalId }: ImportAchievementRow,
  pathOf: (field: AchievementField) => readonly string[],
): ReadRow<GivenAchievement> {
  const cells = new Cells<AchievementField>({ earnedOn, expiresOn: expiry?.on }, pathOf);
  const earnedDay = cells.day('earnedOn');
  const expiresOn = cells.day('expiresOn');
  const { refusals } = cells;
  if (refusals.length > 0 || earnedDay === null) return { refusals };
  const byRule: Expiry = expiry?.rule === undefined ? BY_VALIDITY : { expiry: expiry.rule, expiresOn: null };
  return {
    given: {
      employee,
      credential,
      earnedOn: earnedDay,
      expiry: expiresOn === null ? byRule : { expiry: 'ON', expiresOn },
      externalId,
    },
  };
}
