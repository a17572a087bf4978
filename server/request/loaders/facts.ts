import DataLoader from 'dataloader';
import type { AchievementRow } from '../../db/entities';
import { achievementOf, factsInParts, type StoredOrganization } from '../../db/read-facts';
import { say } from '../../messages';
import { countInWords } from '../../messages/language';
import type { Achievement, MemberFacts, MonthClosing } from '../../rules';
import { CallerError } from '../caller-error';
import { childrenLoader } from './rows';
import { batchedBy, type Batching } from '../scheduling/answer-pacer';

/** Databases plan long lists of ids badly. */
export const MAX_ORGANIZATIONS = 500;

/**
 * Hundreds of people, achievements, overrides and monthly amounts. One request keeps the facts of no more, about 50 MB, until
 * it is answered.
 */
const MAX_HUNDREDS_KEPT = 2000;

/** Loads and keeps the facts of the organizations that a request evaluates. */
export function factsLoader(
  reader: Batching,
  closings: () => Promise<readonly MonthClosing[]>,
): DataLoader<StoredOrganization, MemberFacts, string> {
  let kept = 0;
  return new DataLoader<StoredOrganization, MemberFacts, string>(
    async (organizations) => {
      const read = new Map<string, MemberFacts>();
      const admitted: StoredOrganization[] = [];
      for (const organization of organizations) {
        if (kept + organization.size > MAX_HUNDREDS_KEPT) continue;
        kept += organization.size;
        admitted.push(organization);
      }
      for await (const part of factsInParts(reader, admitted, closings))
        for (const { organization, facts } of part) read.set(organization.id, facts);
      return organizations.map(({ id }) => read.get(id) ?? new TooManyFacts());
    },
    { maxBatchSize: MAX_ORGANIZATIONS, cacheKeyFn: ({ id }) => id, ...batchedBy(reader) },
  );
}

class TooManyFacts extends CallerError {
  constructor() {
    super(say('limit.facts', { most: countInWords(100 * MAX_HUNDREDS_KEPT) }), { code: 'TOO_EXPENSIVE' });
  }
}

/** What people have earned, wherever they are or were. */
export function earnedLoader(reader: Batching): DataLoader<string, readonly Achievement[]> {
  const rows = childrenLoader<AchievementRow, 'employeeId'>(reader, 'achievement', 'employeeId');
  return new DataLoader(
    (people) => Promise.all(people.map(async (person) => (await rows.load(person)).map(achievementOf))),
    batchedBy(reader),
  );
}
