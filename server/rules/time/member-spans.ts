import { FIRST_DAY, type Day } from '../vocabulary/day';
import type { Membership } from '../vocabulary/facts';
import type { Level } from '../vocabulary/level';
import { countsOn, type Span } from '../vocabulary/span';
import type { StatusSpans } from './status-spans';
import { lastTermOfChain, runningTerm } from '../vocabulary/terms';

export interface MemberSpan extends Span {
  readonly level: Level;
  readonly renewalDay: Day;
  readonly renewalAtRisk: boolean;
  readonly willBeEligible: boolean;
}

/** The days with a running membership, split where its level or a renewal flag changes. */
export function memberSpans(
  { membership, renewalAtRisk, willBeEligible }: StatusSpans,
  memberships: readonly Membership[],
): readonly MemberSpan[] {
  const changes = [...renewalAtRisk, ...willBeEligible].flatMap(({ from, until }) => [from, until]);
  return membership.flatMap((member) =>
    splitAt(changes, member).map(({ from, until }) => {
      const day = from ?? FIRST_DAY;
      const running = runningTerm(memberships, day);
      if (running === null) throw new Error(`The membership spans include ${day}, but no term runs on it.`);
      return {
        from,
        until,
        level: member.level,
        renewalDay: lastTermOfChain(memberships, running).until,
        renewalAtRisk: renewalAtRisk.some((span) => countsOn(span, day)),
        willBeEligible: willBeEligible.some((span) => span.is && countsOn(span, day)),
      };
    }),
  );
}

function splitAt(days: readonly (Day | null)[], { from, until }: Span): readonly Span[] {
  const within = days.filter(
    (day) => day !== null && (from === null || from < day) && (until === null || day < until),
  );
  const cuts = [...new Set(within)].sort();
  return [from, ...cuts].map((start, i) => ({ from: start, until: cuts[i] ?? until }));
}
