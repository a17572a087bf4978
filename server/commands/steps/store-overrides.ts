import { globalId } from '../../../schema/global-id';
import { CompetencyOverrideTable, type CompetencyOverrideRow } from '../../db/entities';
import { say } from '../../messages';
import { versionOn, type Catalogue, type Day, type Level, type OverrideEffect } from '../../rules';
import { checkKnown, wordsOf } from '../../checks/known-keys';
import { checkReason } from '../../checks/reason';
import { invalid } from '../../checks/text';
import { monthsAfter } from '../../checks/months-after';
import { refuse, refuseAll, type Refusal } from '../../checks/refusal';
import type { CommandContext } from '../../locks/command-context';

/** What an override does, wherever and whenever it is placed. */
export interface Decision {
  readonly competency: string;
  readonly effect: OverrideEffect;
  readonly level?: Level | null;
}

export interface GivenOverride extends Decision {
  readonly reason: string;
  readonly from?: Day | null;
  readonly until?: Day | null;
}

export type OverrideContent = Pick<
  CompetencyOverrideRow,
  'competency' | 'effect' | 'level' | 'reason' | 'fromDay' | 'untilDay'
>;

/** The override that is asked for, for whichever organization; or everything that speaks against it. */
export async function overrideToPlace(step: CommandContext, given: GivenOverride): Promise<OverrideContent> {
  const { competency, effect, level = null, reason } = given;
  const versions = await step.catalogues();
  const fromDay = given.from ?? step.today;
  const { overrideMonths } = versionOn(versions, fromDay).policy;
  const untilDay = given.until ?? monthsAfter(fromDay, overrideMonths);
  if (untilDay === null) refuse('INVALID', ['input', 'from'], say('calendar.ends', { from: fromDay }));
  refuseAll([
    ...checkDecision(given, versions, fromDay, ['input']),
    checkReason(reason),
    untilDay > fromDay
      ? null
      : invalid(['input', 'until'], say('override.until', { from: fromDay, until: untilDay })),
  ]);
  return { competency, effect, level, reason, fromDay, untilDay };
}

/** What cannot be decided about a competency from a day on. */
export function checkDecision(
  { competency, effect, level = null }: Decision,
  versions: readonly Catalogue[],
  from: Day,
  path: readonly string[],
): readonly (Refusal | null)[] {
  return [
    checkCompetency(competency, versions, from, [...path, 'competency']),
    effect === 'GRANT' && level === null ? invalid([...path, 'level'], say('override.level.missing')) : null,
    effect === 'WITHHOLD' && level !== null ? invalid([...path, 'level'], say('override.level.idle')) : null,
  ];
}

/** What is not offered on a day is neither granted nor withheld from it on. */
function checkCompetency(
  given: string,
  versions: readonly Catalogue[],
  from: Day,
  path: readonly string[],
): Refusal | null {
  const unknown = checkKnown('competency', given, wordsOf('competency', versions), path);
  if (unknown !== null) return unknown;
  const offered = versionOn(versions, from).competencies.find(({ key }) => key === given);
  if (offered === undefined) {
    return { code: 'NOT_FOUND', message: say('competency.notOn', { given, day: from }), path };
  }
  const { retiredOn } = offered;
  if (retiredOn === null || from < retiredOn) return null;
  return { code: 'ALREADY_ENDED', message: say('competency.retired', { given, day: retiredOn }), path };
}

export function overrideOn(
  step: CommandContext,
  organizationId: string,
  content: OverrideContent,
): CompetencyOverrideRow {
  return {
    ...content,
    id: step.newId(),
    organizationId,
    placedAt: step.at,
    placedBy: step.actor,
    version: 1,
  };
}

/** Stores overrides of organizations that the command has locked. */
export async function storeOverrides(
  step: CommandContext,
  overrides: readonly CompetencyOverrideRow[],
): Promise<void> {
  await step.transaction.insert(CompetencyOverrideTable, overrides);
  step.concern(overrides.map(({ organizationId }) => organizationId));
  await step.audit(
    overrides.map((override) => ({
      subject: globalId('Override', override.id),
      organizationId: override.organizationId,
      before: null,
      after: override,
      reason: override.reason,
    })),
  );
}
