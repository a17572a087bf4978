import DataLoader from 'dataloader';
import type { AchievementRow } from '../../db/entities';
import { achievementOf, readFactsInBatches, type StoredOrganization } from '../../db/read-facts';
import { sentence } from '../../messages';
import type { Achievement, MemberFacts, MonthClosing } from '../../rules';
import { CallerError } from '../caller-error';
import { childrenLoader } from './rows';
import { batchOptions, type BatchingReader } from '../scheduling/answer-pacer';

/** Databases choose bad plans for longer lists of ids. */
export const MAX_ORGANIZATIONS = 500;

/**
 * The facts that one request may keep until it is answered, in hundreds of people, achievements, overrides and monthly
 * amounts: about 50 MB.
 */
const MAX_HUNDREDS = 2000;

export function factsLoader(
  reader: BatchingReader,
  closings: () => Promise<readonly MonthClosing[]>,
): DataLoader<StoredOrganization, MemberFacts, string> {
  let hundreds = 0;
  return new DataLoader<StoredOrganization, MemberFacts, string>(
    async (organizations) => {
      const read = new Map<string, MemberFacts>();
      const admitted: StoredOrganization[] = [];
      for (const organization of organizations) {
        if (hundreds + organization.size > MAX_HUNDREDS) continue;
        hundreds += organization.size;
        admitted.push(organization);
      }
      for await (const part of readFactsInBatches(reader, admitted, closings))
        for (const { organization, facts } of part) read.set(organization.id, facts);
      return organizations.map(({ id }) => read.get(id) ?? new TooManyFacts());
    },
    { maxBatchSize: MAX_ORGANIZATIONS, cacheKeyFn: ({ id }) => id, ...batchOptions(reader) },
  );
}

class TooManyFacts extends CallerError {
  constructor() {
    super(sentence('limit.facts', { max: 100 * MAX_HUNDREDS }), { code: 'TOO_EXPENSIVE' });
  }
}

export function achievementLoader(reader: BatchingReader): DataLoader<string, readonly Achievement[]> {
  const rows = childrenLoader<AchievementRow, 'employeeId'>(reader, 'achievement', 'employeeId');
  return new DataLoader(
    (people) => Promise.all(people.map(async (person) => (await rows.load(person)).map(achievementOf))),
    batchOptions(reader),
  );
}
