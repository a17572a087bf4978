import { FIRST_DAY, type Day } from '../vocabulary/day';
import type { Membership } from '../vocabulary/facts';
import type { Level } from '../vocabulary/level';
import { countsOn, type Span } from '../vocabulary/span';
import type { StatusSpans } from './status-spans';
import { lastTermOfChain, runningTerm } from '../vocabulary/terms';

/** How a membership and its renewal stand on these days: nothing of it changes within them. */
export interface MemberSpan extends Span {
  readonly level: Level;
  readonly renewalDay: Day;
  readonly renewalAtRisk: boolean;
  readonly willBeEligible: boolean;
}

/** The days on which a membership runs, cut wherever its level or what is said of its renewal changes. */
export function memberSpans(
  { membership, renewalAtRisk, willBeEligible }: StatusSpans,
  memberships: readonly Membership[],
): readonly MemberSpan[] {
  const changes = [...renewalAtRisk, ...willBeEligible].flatMap(({ from, until }) => [from, until]);
  return membership.flatMap((member) =>
    cutAt(changes, member).map(({ from, until }) => {
      const day = from ?? FIRST_DAY;
      const running = runningTerm(memberships, day);
      if (running === null) throw new Error(`No term runs on ${day}, although a membership does.`);
      return {
        from,
        until,
        level: member.level,
        renewalDay: lastTermOfChain(memberships, running).endsOn,
        renewalAtRisk: renewalAtRisk.some((span) => countsOn(span, day)),
        willBeEligible: willBeEligible.some((span) => span.is && countsOn(span, day)),
      };
    }),
  );
}

function cutAt(days: readonly (Day | null)[], { from, until }: Span): readonly Span[] {
  const within = days.filter(
    (day) => day !== null && (from === null || from < day) && (until === null || day < until),
  );
  const cuts = [...new Set(within)].sort();
  return [from, ...cuts].map((start, i) => ({ from: start, until: cuts[i] ?? until }));
}
