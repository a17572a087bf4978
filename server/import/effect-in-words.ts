import { levelInWords, say } from '../messages';
import { isGain, type Catalogue, type Effect, type Level } from '../rules';

/** Describes an effect: `+ from 2026-03-02: DevOps: no level → Silver`. */
export function effectInWords(effect: Effect, versions: readonly Catalogue[]): string {
  const sign = isGain(effect) ? '+' : '-';
  const days =
    effect.until === null
      ? say('import.effect.from', { from: effect.from })
      : say('import.effect.between', { from: effect.from, until: effect.until });
  return `${sign} ${days} ${changeInWords(effect, versions)}`;
}

function changeInWords(effect: Effect, versions: readonly Catalogue[]): string {
  switch (effect.of) {
    case 'attained':
    case 'displayed': {
      const competency = competencyName(effect.competency, versions);
      return say(`import.effect.${effect.of}`, { competency, ...levelsInWords(effect) });
    }
    case 'eligible':
    case 'membership':
      return say(`import.effect.${effect.of}`, levelsInWords(effect));
    case 'renewalAtRisk':
      return say(effect.after ? 'import.effect.atRisk' : 'import.effect.safe');
    case 'willBeEligible':
      return say(effect.after === true ? 'import.effect.willBeEligible' : 'import.effect.willNotBeEligible');
  }
}

function levelsInWords({
  before,
  after,
}: Extract<Effect, { of: 'attained' | 'displayed' | 'eligible' | 'membership' }>) {
  return { before: levelOrNone(before), after: levelOrNone(after) };
}

function levelOrNone(level: Level | null): string {
  return level === null ? say('import.effect.noLevel') : levelInWords(level);
}

function competencyName(key: string, versions: readonly Catalogue[]): string {
  const matches = versions.flatMap(({ competencies }) => competencies.filter((one) => one.key === key));
  return matches.at(-1)?.name ?? key;
}
