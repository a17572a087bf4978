import { levelInWords, say } from '../messages';
import { isGain, type Catalogue, type Effect, type Level } from '../rules';

/** What changes, from which day: `+ 2026-03-02 DevOps: no level → Silver`. */
export function effectInWords(effect: Effect, versions: readonly Catalogue[]): string {
  const sign = isGain(effect) ? '+' : '-';
  const days =
    effect.until === null
      ? say('import.effect.from', { from: effect.from })
      : say('import.effect.between', { from: effect.from, until: effect.until });
  return `${sign} ${days} ${whatChanges(effect, versions)}`;
}

function whatChanges(effect: Effect, versions: readonly Catalogue[]): string {
  switch (effect.of) {
    case 'attained':
    case 'displayed': {
      const competency = nameOf(effect.competency, versions);
      return say(`import.effect.${effect.of}`, { competency, ...levels(effect) });
    }
    case 'eligible':
    case 'membership':
      return say(`import.effect.${effect.of}`, levels(effect));
    case 'renewalAtRisk':
      return say(effect.after ? 'import.effect.atRisk' : 'import.effect.safe');
    case 'willBeEligible':
      return say(effect.after === true ? 'import.effect.willBeEligible' : 'import.effect.willNotBeEligible');
  }
}

function levels({
  before,
  after,
}: Extract<Effect, { of: 'attained' | 'displayed' | 'eligible' | 'membership' }>) {
  return { before: levelOrNone(before), after: levelOrNone(after) };
}

function levelOrNone(level: Level | null): string {
  return level === null ? say('import.effect.noLevel') : levelInWords(level);
}

/** As the newest version that has it calls it. */
function nameOf(key: string, versions: readonly Catalogue[]): string {
  const named = versions.flatMap(({ competencies }) => competencies.filter((one) => one.key === key));
  return named.at(-1)?.name ?? key;
}
