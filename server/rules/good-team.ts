import { MissingSets } from './missing-sets';
import { teamOf, type Candidate, type SlotList, type Team } from './team';

/**
 * A team for slots that are too many to search: slot by slot whoever is cheapest then, with what was planned before.
 * It is proved minimal only where nothing is left to earn.
 */
export function goodTeam(
  lists: readonly SlotList[],
  candidates: readonly Candidate[],
  earnable: ReadonlySet<string>,
): Team | null {
  const missing = new MissingSets(earnable);
  const members: Member[] = candidates.map(({ person, held }) => ({
    person,
    held: new Set(held),
    earned: [],
  }));
  for (const list of lists) {
    const seated = new Set<Member>();
    for (const { need, count } of list) {
      for (let slot = 0; slot < count; slot++) {
        const hire: Member = { person: null, held: new Set(), earned: [] };
        const free = [...members.filter((member) => !seated.has(member)), hire];
        const prices = free.flatMap((member) => {
          const [price] = missing.forAll([need], member.held);
          return price === undefined ? [] : [{ member, price }];
        });
        const [first] = prices;
        if (first === undefined) return null;
        const { member, price } = prices.reduce(
          (best, one) => (one.price.length < best.price.length ? one : best),
          first,
        );
        if (member === hire) members.push(hire);
        seated.add(member);
        for (const code of price) member.held.add(code);
        member.earned.push(...price);
      }
    }
  }
  const team = teamOf(
    members.map(({ person, earned }) => ({ person, credentials: [...earned].sort() })),
    false,
  );
  return { ...team, provedMinimal: missing.areComplete && team.credentials === 0 };
}

interface Member {
  readonly person: string | null;
  readonly held: Set<string>;
  readonly earned: string[];
}
