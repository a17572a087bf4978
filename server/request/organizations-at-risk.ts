import type { ConnectionArguments } from '../../schema/connection';
import type { Reader } from '../db/database';
import { renewalFlags, type Catalogue, type Day, type Level, type RenewalFlags } from '../rules';
import { cutOf, type Condition, type List } from './list';
import { ORGANIZATIONS_MOST } from './load-facts';
import { foundPage } from './paging';
import { Walk, walkOrganizations, type From } from './walk';

/** Which members are looked at. */
export interface MembersAsked {
  /** On which a membership runs. */
  readonly on: Day;
  /** Only those to be renewed before this day; null: on any day. */
  readonly renewalBefore: Day | null;
  /** Only those whose running membership has this level; null: any. */
  readonly level: Level | null;
}

/** A member whose renewal is in danger. */
export interface MemberAtRisk extends Member, RenewalFlags {
  readonly willBeEligible: boolean;
}

interface Member {
  readonly organizationId: string;
  readonly membershipLevel: Level;
  readonly renewalDay: Day;
}

/**
 * The last term of a chain is the earliest one, from the running one on, at whose end no other begins: terms never
 * overlap, and empty ones are no part of it (server/rules/terms.ts).
 */
const MEMBERS =
  '(SELECT running.organizationId, running.level AS membershipLevel, running.startsOn, running.endsOn,' +
  ' (SELECT MIN(closing.endsOn) FROM membership AS closing WHERE closing.organizationId = running.organizationId' +
  ' AND closing.endsOn >= running.endsOn AND closing.startsOn < closing.endsOn' +
  ' AND NOT EXISTS (SELECT 1 FROM membership AS following' +
  ' WHERE following.organizationId = closing.organizationId' +
  ' AND following.startsOn = closing.endsOn AND following.startsOn < following.endsOn)) AS renewalDay' +
  ' FROM membership AS running) AS member';

/**
 * A page of the members whose renewal is in danger on a day, by the day of renewal. Each is evaluated when it is come
 * to, some hundred at a time; so a page costs the evaluation of all members up to its last, and its count that of all.
 */
export function pageOfMembersAtRisk(
  reader: Reader,
  versions: readonly Catalogue[],
  asked: MembersAsked,
  given: ConnectionArguments,
) {
  const list = membersAsked(asked);
  const cut = cutOf(list, given);
  const walk = new Walk((from) => membersAtRisk(reader, versions, asked.on, list, from));
  return foundPage<MemberAtRisk, MemberAtRisk>(list, cut, (member) => member, {
    rows: () => walk.cut(cut),
    async count() {
      let total = 0;
      await walk.all(() => total++);
      return total;
    },
  });
}

function membersAsked({ on, renewalBefore, level }: MembersAsked): List<Member> {
  const conditions: Condition[] = [{ sql: 'startsOn <= ? AND endsOn > ?', parameters: [on, on] }];
  if (renewalBefore !== null) conditions.push({ sql: 'renewalDay < ?', parameters: [renewalBefore] });
  if (level !== null) conditions.push({ sql: 'membershipLevel = ?', parameters: [level] });
  return {
    name: 'organizationsAtRisk',
    table: MEMBERS,
    columns: 'organizationId, membershipLevel, renewalDay',
    where: {
      sql: conditions.map(({ sql }) => sql).join(' AND '),
      parameters: conditions.flatMap(({ parameters }) => parameters),
    },
    orderBy: { renewalDay: 'day', organizationId: 'text' },
  };
}

async function* membersAtRisk(
  reader: Reader,
  versions: readonly Catalogue[],
  on: Day,
  list: List<Member>,
  from: From,
): AsyncGenerator<MemberAtRisk> {
  const members = walkOrganizations(
    reader,
    list,
    (member) => member.organizationId,
    ORGANIZATIONS_MOST,
    from,
  );
  for await (const { place, facts } of members) {
    if (facts === null) continue;
    const { renewalAtRisk, willBeEligible } = renewalFlags(versions, facts, on);
    // Null: the term has been refunded since it was come to.
    if (willBeEligible === null) continue;
    if (renewalAtRisk || !willBeEligible) yield { ...place, renewalAtRisk, willBeEligible };
  }
}
