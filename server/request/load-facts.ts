import DataLoader from 'dataloader';
import type { Reader } from '../db/database';
import type { AchievementRow } from '../db/entities';
import {
  achievementOf,
  isLarge,
  partsBySize,
  readFacts,
  type KnownFacts,
  type StoredOrganization,
} from '../db/read-facts';
import { say } from '../messages';
import { countInWords } from '../messages/language';
import type { Achievement, MemberFacts } from '../rules';
import { CallerError } from './caller-error';
import { childrenLoader } from './load-rows';
import { batchedBy, type Batching } from './pace';

/** Databases plan long lists of ids badly. */
export const ORGANIZATIONS_MOST = 500;

/** Hundreds of people and achievements. One request keeps the facts of no more, about 50 MB, until it is answered. */
const MAX_HUNDREDS_KEPT = 2000;

/** Loads and keeps the facts of the organizations that a request evaluates. */
export function factsLoader(reader: Batching, known: KnownFacts): DataLoader<string, MemberFacts | null> {
  let kept = 0;
  return new DataLoader<string, MemberFacts | null>(
    async (ids) => {
      const refused = new Set<string>();
      const admitted: StoredOrganization[] = [];
      for (const organization of await known.organizations(ids)) {
        if (kept + organization.size > MAX_HUNDREDS_KEPT) {
          refused.add(organization.id);
        } else {
          kept += organization.size;
          admitted.push(organization);
        }
      }
      const facts = await readInParts(reader, admitted, () => known.closings());
      return ids.map((id) => (refused.has(id) ? new TooManyFacts() : (facts.get(id) ?? null)));
    },
    { maxBatchSize: ORGANIZATIONS_MOST, ...batchedBy(reader) },
  );
}

/** Reads the facts of organizations in several steps where they are large. */
export async function readInParts(
  reader: Reader,
  organizations: readonly StoredOrganization[],
  closings: KnownFacts['closings'],
): Promise<ReadonlyMap<string, MemberFacts>> {
  const read = new Map<string, MemberFacts>();
  for (const part of partsBySize(organizations)) {
    const ids = part.map(({ id }) => id);
    const facts = await readFacts(reader, ids, {
      organizations: () => Promise.resolve(part),
      closings,
      isLarge: part.some(isLarge),
    });
    for (const [i, id] of ids.entries()) {
      const own = facts[i] ?? null;
      if (own !== null) read.set(id, own);
    }
  }
  return read;
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
