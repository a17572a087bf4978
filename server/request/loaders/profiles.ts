import DataLoader from 'dataloader';
import { placeholders } from '../../db/placeholders';
import { EDITION_COLUMNS, type Editions } from '../../projection/edition';
import { isAtLeast, laterOf, type Day, type DisplayedLevel, type Level } from '../../rules';
import { batchOptions, type BatchingReader } from '../scheduling/answer-pacer';

export interface StoredProfile {
  /** The level of the running membership; null if no membership is running, so that there is no profile. */
  readonly membershipLevel: Level | null;
  readonly displayed: ReadonlyMap<string, DisplayedLevel>;
}

/** Profiles of organizations on a day; null if the spans are outdated, so that the profile must be evaluated. */
export function profileLoader(reader: BatchingReader, on: Day): DataLoader<string, StoredProfile | null> {
  return new DataLoader(async (ids: readonly string[]) => {
    const rows = await reader.rows<Row>(
      `SELECT organization.id, organization.edition, ${EDITION_COLUMNS}, term.level AS membershipLevel,` +
        ' term.fromDay AS termFrom, term.untilDay AS termUntil,' +
        ' shown.competency, shown.level, shown.fromDay FROM organization' +
        ' LEFT JOIN membership AS term ON term.organizationId = organization.id' +
        ' AND term.fromDay <= ? AND term.untilDay > ?' +
        " LEFT JOIN level_span AS shown ON shown.organizationId = organization.id AND shown.aspect = 'DISPLAYED'" +
        ` AND shown.fromDay <= ? AND shown.lastDay >= ? WHERE organization.id IN (${placeholders(ids)})`,
      [on, on, on, on, ...ids],
    );
    const byId = Map.groupBy(rows, ({ id }) => id);
    return ids.map((id) => profileIn(byId.get(id) ?? []));
  }, batchOptions(reader));
}

interface Row extends Editions {
  readonly id: string;
  readonly edition: number;
  readonly membershipLevel: Level | null;
  /** Null if no membership is running, like `termUntil` and `membershipLevel`. */
  readonly termFrom: Day | null;
  readonly termUntil: Day | null;
  readonly competency: string | null;
  readonly level: Level;
  readonly fromDay: Day;
}

function profileIn(rows: readonly Row[]): StoredProfile | null {
  const [first] = rows;
  if (first === undefined || first.edition < first.current) return null;
  const displayed = new Map<string, DisplayedLevel>();
  const { membershipLevel, termFrom, termUntil } = first;
  for (const { competency, level, fromDay } of rows) {
    if (competency === null || termFrom === null || termUntil === null) continue;
    const known = displayed.get(competency);
    // A displayed level has a row of its own and a row for each lower level.
    if (known !== undefined && isAtLeast(known.level, level)) continue;
    // A span may begin in an earlier term, but `from` is never before the running term.
    displayed.set(competency, { level, from: laterOf(fromDay, termFrom), until: termUntil });
  }
  return { membershipLevel, displayed };
}
