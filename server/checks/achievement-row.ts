import { LocalDate } from '../../schema/scalars/local-date';
import { Cells, type RawRow, type ReadRow } from './cells';
import type { GivenAchievement } from './recorded-achievement';

/** Reads an imported row. `path` precedes the column in the path of a refusal. */
export function readAchievementRow(raw: RawRow, path: readonly string[]): ReadRow<GivenAchievement> {
  const cells = new Cells(raw, path);
  cells.require('credential', 'earnedOn', 'externalId');
  const credential = cells.text('credential');
  const earnedOn = cells.scalar('earnedOn', LocalDate);
  const externalId = cells.text('externalId');
  const optionalValues = {
    employeeId: cells.text('employeeId'),
    subject: cells.text('subject'),
    expiresOn: cells.scalar('expiresOn', LocalDate),
    neverExpires: cells.flag('neverExpires') ?? false,
  };
  const { refusals } = cells;
  // A required value that is null has already been refused.
  if (refusals.length > 0 || credential === null || earnedOn === null || externalId === null)
    return { refusals };
  return { given: { ...optionalValues, credential, earnedOn, externalId } };
}
