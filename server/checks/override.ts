import type { CompetencyOverrideRow } from '../db/entities';
import { say } from '../messages';
import { versionOn, type Catalogue, type Day, type Level, type OverrideEffect } from '../rules';
import { checkKnownKey, knownKeys } from './known-keys';
import { addMonthsOrNull } from './months-after';
import { checkReason } from './reason';
import { refuse, refuseAll, type Refusal } from './refusal';
import { invalidRefusal } from './text';

export interface OverrideDecision {
  readonly competency: string;
  readonly effect: OverrideEffect;
  readonly level?: Level | null;
}

export interface GivenOverride extends OverrideDecision {
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
  const { competency, effect, level = null, reason } = input;
  const versions = await context.catalogues();
  const fromDay = input.from ?? context.today;
  const { overrideMonths } = versionOn(versions, fromDay).policy;
  const untilDay = input.until ?? addMonthsOrNull(fromDay, overrideMonths);
  if (untilDay === null) refuse('INVALID', ['input', 'from'], say('calendar.ends', { from: fromDay }));
  refuseAll([
    ...checkOverrideDecision(input, versions, fromDay, ['input']),
    checkReason(reason),
    untilDay > fromDay
      ? null
      : invalidRefusal(['input', 'until'], say('override.until', { from: fromDay, until: untilDay })),
  ]);
  return { competency, effect, level, reason, fromDay, untilDay };
}

export function checkOverrideDecision(
  { competency, effect, level = null }: OverrideDecision,
  versions: readonly Catalogue[],
  from: Day,
  path: readonly string[],
): readonly (Refusal | null)[] {
  return [
    checkCompetency(competency, versions, from, [...path, 'competency']),
    effect === 'GRANT' && level === null
      ? invalidRefusal([...path, 'level'], say('override.level.missing'))
      : null,
    effect === 'WITHHOLD' && level !== null
      ? invalidRefusal([...path, 'level'], say('override.level.idle'))
      : null,
  ];
}

function checkCompetency(
  competency: string,
  versions: readonly Catalogue[],
  from: Day,
  path: readonly string[],
): Refusal | null {
  const unknown = checkKnownKey('competency', competency, knownKeys('competency', versions), path);
  if (unknown !== null) return unknown;
  const offered = versionOn(versions, from).competencies.find(({ key }) => key === competency);
  if (offered === undefined) {
    return { code: 'NOT_FOUND', message: say('competency.notOn', { given: competency, day: from }), path };
  }
  const { retiredOn } = offered;
  if (retiredOn === null || from < retiredOn) return null;
  return {
    code: 'ALREADY_ENDED',
    message: say('competency.retired', { given: competency, day: retiredOn }),
    path,
  };
}
