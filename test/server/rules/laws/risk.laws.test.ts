import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  canBeEarned,
  countsOn,
  criticalPeople,
  isAtLeast,
  quote,
  renewalFlags,
  renewalRisk,
  versionOn,
  whatIf,
  type Catalogue,
  type Day,
  type Facts,
  type Level,
  type MemberFacts,
  type Repair,
  type Supposition,
  forecast,
  statusSpans,
} from '../../../../server/rules';
import { everyDay, bruteForceStatus } from '../../../support/brute-force-status';
import { facts, shuffled, someDay, versions } from '../../../support/generated';
import { offerOf } from '../../../support/paid-terms';

const rank = (level: Level | null | undefined) => (level === 'GOLD' ? 2 : level === 'SILVER' ? 1 : 0);

describe('the risk of a renewal', () => {
  it('has the same flags, renewal day and competencies at risk as an exhaustive evaluation', () => {
    fc.assert(
      fc.property(versions, facts, someDay, (versions, facts, day) => {
        const risk = renewalRisk(versions, facts, day);
        const expected = bruteForceStatus(versions, facts, day);
        expect(renewalFlags(versions, facts, day)).toEqual({
          renewalAtRisk: risk.renewalAtRisk,
          willBeEligible: risk.willBeEligible,
        });
        expect(risk.renewalDay).toBe(expected.renewalDay);
        expect(risk.renewalAtRisk).toBe(expected.renewalAtRisk);
        expect(risk.willBeEligible).toBe(expected.willBeEligible);
        if (expected.renewalDay === null) return;
        const then = bruteForceStatus(versions, facts, expected.renewalDay).attained;
        const endangered = Object.entries(expected.displayed).filter(
          ([key, level]) => rank(then[key]) < rank(level),
        );
        expect(
          Object.fromEntries(risk.competencies.map((one) => [one.competency, [one.displayed, one.expected]])),
        ).toEqual(Object.fromEntries(endangered.map(([key, level]) => [key, [level, then[key] ?? null]])));
      }),
      { numRuns: 800 },
    );
  });

  it('has a cause for each competency at risk, on a day after the start of the term and up to the renewal day', () => {
    fc.assert(
      fc.property(versions, facts, someDay, (versions, facts, day) => {
        const risk = renewalRisk(versions, facts, day);
        const term = facts.memberships.find(({ from, until }) => from <= day && day < until);
        for (const { causes, competency } of risk.competencies) {
          expect({ competency, causes: causes.length }).not.toEqual({ competency, causes: 0 });
          for (const cause of causes) {
            expect(cause.day > (term?.from ?? day) && cause.day <= (risk.renewalDay ?? day)).toBe(true);
          }
        }
        for (const cause of risk.causes) expect(cause.day <= (risk.renewalDay ?? day)).toBe(true);
        if (risk.willBeEligible === true) expect([...risk.causes, ...risk.repairs]).toEqual([]);
      }),
      { numRuns: 800 },
    );
  });

  it('has causes of lost eligibility if and only if the level was eligible on a day of the chain of terms', () => {
    let [inTerm, before] = [0, 0];
    fc.assert(
      fc.property(versions, facts, someDay, (versions, facts, day) => {
        const { willBeEligible, level, renewalDay, causes } = renewalRisk(versions, facts, day);
        if (willBeEligible !== false || level === null || renewalDay === null) return;
        const runsOn = (on: Day) =>
          facts.memberships.find(({ from, until }) => from <= on && on < until) ?? null;
        const from = runsOn(day)?.from ?? day;
        let first = day;
        while (runsOn(addDays(first, -1)) !== null) first = addDays(first, -1);
        const wasEligible = [...everyDay(first, renewalDay)].filter((on) =>
          bruteForceStatus(versions, facts, on).eligible.includes(level),
        );
        expect({ isLost: wasEligible.length > 0, causes }).toEqual({ isLost: causes.length > 0, causes });
        const last = wasEligible.at(-1);
        if (last === undefined) return;
        for (const cause of causes) expect(cause.day).toBe(addDays(last, 1));
        if (addDays(last, 1) > from) inTerm += 1;
        else before += 1;
      }),
      { numRuns: 1500 },
    );
    expect(Math.min(inTerm, before)).toBeGreaterThan(0);
  });

  it('is removed by each repair, and is repaired by renewing now if and only if the renewal would be sold', () => {
    let [renewed, unsold] = [0, 0];
    fc.assert(
      fc.property(versions, facts, someDay, (versions, facts, day) => {
        const risk = renewalRisk(versions, facts, day);
        const { renewalDay, level } = risk;
        if (renewalDay === null || level === null) return;
        for (const { competency, displayed, repairs } of risk.competencies) {
          for (const repair of repairs) {
            const then = bruteForceStatus(
              versions,
              repaired(facts, repair, versions, day, renewalDay),
              renewalDay,
            );
            expect(rank(then.attained[competency]) >= rank(displayed)).toBe(true);
          }
        }
        if (risk.willBeEligible === false && risk.repairs[0]?.kind !== 'renew-now') {
          const { checks } = quote(
            versions,
            withPrices(facts),
            offerOf(versions, level, day),
            'RENEWAL',
            day,
          );
          expect(checks.some(({ passed }) => !passed)).toBe(true);
          unsold += 1;
        }
        for (const repair of risk.repairs) {
          if (repair.kind === 'renew-now') {
            const offer = offerOf(versions, repair.level, day);
            const { checks, order } = quote(versions, withPrices(facts), offer, 'RENEWAL', day);
            expect(checks.filter(({ passed }) => !passed)).toEqual([]);
            expect(order?.from).toBe(renewalDay);
            renewed += 1;
          } else {
            const then = bruteForceStatus(
              versions,
              repaired(facts, repair, versions, day, renewalDay),
              renewalDay,
            );
            expect(then.eligible).toContain(level);
          }
        }
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(renewed, unsold)).toBeGreaterThan(0);
  });
});

function withPrices(facts: Facts): MemberFacts {
  const memberships = facts.memberships.map((term) => ({
    ...term,
    purchasedOn: term.from,
    paid: { minorUnits: 0, currency: 'USD' },
  }));
  return { ...facts, memberships };
}

/** Missing sales are recorded in the last closed month or, if there is none, in 2019-10, which is then closed. */
function repaired(facts: Facts, repair: Repair, versions: readonly Catalogue[], from: Day, day: Day): Facts {
  if (repair.kind === 'renew-now') return facts;
  const ending = repair.overrides.map((override): Supposition => ({ kind: 'override-ends', override, day }));
  if (repair.kind === 'end-overrides') return whatIf(facts, ending);
  const daysBack = [...everyDay(from, day)].reverse();
  const earning = repair.way.steps.flatMap(({ person, credentials: codes }, i): Supposition[] => {
    const by = person ?? `hire ${i}`;
    const earned = codes.map((code): Supposition => {
      const last = daysBack.find((on) =>
        versionOn(versions, on).credentials.some((one) => one.code === code && canBeEarned(one, on)),
      );
      if (last === undefined) throw new Error(`${code} cannot be earned from ${from} to ${day}.`);
      return { kind: 'credential-earned', person: by, credential: code, day: last };
    });
    if (person !== null) return earned;
    return [{ kind: 'person-joins', person: by, credentials: [], day: from }, ...earned];
  });
  if (repair.way.missingSales.length === 0) return whatIf(facts, [...ending, ...earning]);
  const closed = facts.closings.filter(({ closedOn }) => closedOn <= day).map(({ month }) => month);
  const last = closed.sort().at(-1) ?? ('2019-10' as (typeof closed)[number]);
  const selling = repair.way.missingSales.flatMap(({ metric }): Supposition[] => [
    { kind: 'month-closed', month: last, day },
    { kind: 'sales', metric, month: last, hundredths: 1_000_000 },
  ]);
  return whatIf(facts, [...ending, ...earning, ...selling]);
}

describe('critical people', () => {
  it('are the people whose departure lowers a level by the renewal day, with the first day of each loss', () => {
    fc.assert(
      fc.property(versions, facts, someDay, (versions, facts, day) => {
        const criticalById = new Map(criticalPeople(versions, facts, day).map((one) => [one.person, one]));
        const last = bruteForceStatus(versions, facts, day).renewalDay ?? day;
        const days = [...everyDay(day, last)];
        const before = days.map((on) => bruteForceStatus(versions, facts, on));
        for (const person of facts.people) {
          if (!person.affiliations.some((span) => countsOn(span, day))) {
            expect(criticalById.has(person.id)).toBe(false);
            continue;
          }
          const affiliations = person.affiliations.map((span) =>
            countsOn(span, day) ? { from: day, until: day } : span,
          );
          const left = {
            ...facts,
            people: facts.people.map((one) => (one === person ? { ...person, affiliations } : one)),
          };
          const losses = new Map<string, Day>();
          let eligible: Day | null = null;
          days.forEach((on, i) => {
            const after = bruteForceStatus(versions, left, on);
            for (const [key, level] of Object.entries(before[i]?.attained ?? {})) {
              if (rank(after.attained[key]) < rank(level) && !losses.has(key)) losses.set(key, on);
            }
            if (after.eligible.length < (before[i]?.eligible.length ?? 0)) eligible ??= on;
          });
          const critical = criticalById.get(person.id);
          expect(
            Object.fromEntries(critical?.losses.map((loss) => [loss.competency, loss.day]) ?? []),
          ).toEqual(Object.fromEntries(losses));
          expect(critical?.eligible?.day ?? null).toBe(eligible);
          for (const loss of critical?.losses ?? []) {
            expect(loss.after === null || !isAtLeast(loss.after, loss.before)).toBe(true);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('do not depend on the order of the facts', () => {
    const twins = facts.chain((facts) => fc.tuple(fc.constant(facts), shuffled(facts)));
    fc.assert(
      fc.property(versions, twins, someDay, (versions, [facts, mixed], day) => {
        expect(criticalPeople(versions, mixed, day)).toEqual(criticalPeople(versions, facts, day));
      }),
      { numRuns: 200 },
    );
  });

  it('are marked as losing the renewal if and only if the level of the last term is eligible only with them', () => {
    fc.assert(
      fc.property(versions, facts, someDay, (versions, facts, day) => {
        const { willBeEligible } = renewalFlags(versions, facts, day);
        for (const { person, losesRenewal } of criticalPeople(versions, facts, day)) {
          const left = {
            ...facts,
            people: facts.people.map((one) =>
              one.id === person
                ? {
                    ...one,
                    affiliations: one.affiliations.map((span) =>
                      countsOn(span, day) ? { from: addDays(day, -1), until: day } : span,
                    ),
                  }
                : one,
            ),
          };
          const without = renewalFlags(versions, left, day).willBeEligible;
          expect(losesRenewal).toBe(willBeEligible === true && without === false);
        }
      }),
      { numRuns: 400 },
    );
  });
});

it('risks, forecasts and spans do not depend on the order of facts or versions', () => {
  const twins = facts.chain((facts) => fc.tuple(fc.constant(facts), shuffled(facts)));
  fc.assert(
    fc.property(versions, twins, someDay, (versions, [facts, mixed], day) => {
      const backwards = versions.toReversed();
      expect(renewalRisk(backwards, mixed, day)).toEqual(renewalRisk(versions, facts, day));
      expect(forecast(backwards, mixed, day, null)).toEqual(forecast(versions, facts, day, null));
      expect(statusSpans(backwards, mixed, null, null)).toEqual(statusSpans(versions, facts, null, null));
    }),
    { numRuns: 400 },
  );
});
