import type { OneFieldOf } from '../../schema/one-of';
import type { OverrideEffectInput } from '../../schema/overrides/override-effect';
import type { CompetencyOverrideRow } from '../db/entities';
import { sentence } from '../messages';
import { versionOn, type Catalogue, type Day, type Level } from '../rules';
import { checkKnownKey, knownKeys } from './known-keys';
import { addMonthsOrNull } from './months-after';
import { checkReason } from './reason';
import { refuse, refuseAll, type Refusal } from './refusal';
import { invalidRefusal } from './text';

export interface GivenOverride {
  readonly competency: string;
  readonly effect: OneFieldOf<OverrideEffectInput>;
  readonly reason: string;
  readonly from?: Day | null;
  readonly until?: Day | null;
}

export type OverrideContent = Pick<
  CompetencyOverrideRow,
  'competency' | 'effect' | 'level' | 'reason' | 'fromDay' | 'untilDay'
>;

/** Fills in the defaults of a requested override and checks it. The caller checks the organization. */
export async function checkOverride(
  context: { readonly today: Day; catalogues(): Promise<readonly Catalogue[]> },
  input: GivenOverride,
): Promise<OverrideContent> {
  const { competency, reason } = input;
  const versions = await context.catalogues();
  const fromDay = input.from ?? context.today;
  const { overrideMonths } = versionOn(versions, fromDay).policy;
  const untilDay = input.until ?? addMonthsOrNull(fromDay, overrideMonths);
  if (untilDay === null) refuse('INVALID', ['input', 'from'], sentence('calendar.ends', { from: fromDay }));
  refuseAll([
    checkCompetency(competency, versions, fromDay, ['input', 'competency']),
    checkReason(reason),
    untilDay > fromDay
      ? null
      : invalidRefusal(['input', 'until'], sentence('override.until', { from: fromDay, until: untilDay })),
  ]);
  return { competency, ...effectOf(input.effect), reason, fromDay, untilDay };
}

export function effectOf({
  grant,
}: OneFieldOf<OverrideEffectInput>):
  | { readonly effect: 'GRANT'; readonly level: Level }
  | { readonly effect: 'WITHHOLD'; readonly level: null } {
  return grant === undefined ? { effect: 'WITHHOLD', level: null } : { effect: 'GRANT', level: grant };
}

/** A competency can be overridden from a day on unless it is retired by then. */
export function checkCompetency(
  competency: string,
  versions: readonly Catalogue[],
  from: Day,
  path: readonly string[],
): Refusal | null {
  const unknown = checkKnownKey('competency', competency, knownKeys('competency', versions), path);
  if (unknown !== null) return unknown;
  const offered = versionOn(versions, from).competencies.find(({ key }) => key === competency);
  if (offered === undefined) {
    return {
      code: 'NOT_FOUND',
      sentence: sentence('competency.notOn', { given: competency, day: from }),
      path,
    };
  }
  const { retiredOn } = offered;
  if (retiredOn === null || from < retiredOn) return null;
  return {
    code: 'ALREADY_ENDED',
    sentence: sentence('competency.retired', { given: competency, day: retiredOn }),
    path,
  };
}
