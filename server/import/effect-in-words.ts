import type { Phrase } from '../messages';
import { say } from '../messages/say';
import { isGain, type Catalogue, type Effect, type Level } from '../rules';

/** Describes an effect: `+ from 2026-03-02: DevOps: no level → Silver`. */
export function effectInWords(effect: Effect, versions: readonly Catalogue[]): string {
  const sign = isGain(effect) ? '+' : '-';
  const { from, until } = effect;
  const form = until === null ? 'from' : 'between';
  // Without an end, the sentence does not name it.
  const values = { sign, from, until: until ?? from };
  switch (effect.of) {
    case 'attained':
    case 'displayed': {
      const competency = competencyName(effect.competency, versions);
      return say(`import.effect.${effect.of}.${form}`, { ...values, competency, ...levelsInWords(effect) });
    }
    case 'eligible':
    case 'membership':
      return say(`import.effect.${effect.of}.${form}`, { ...values, ...levelsInWords(effect) });
    case 'renewalAtRisk':
      return say(`import.effect.${effect.after ? 'atRisk' : 'safe'}.${form}`, values);
    case 'willBeEligible': {
      const answer = effect.after === true ? 'willBeEligible' : 'willNotBeEligible';
      return say(`import.effect.${answer}.${form}`, values);
    }
  }
}

function levelsInWords({
  before,
  after,
}: Extract<Effect, { of: 'attained' | 'displayed' | 'eligible' | 'membership' }>) {
  return { before: levelOrNone(before), after: levelOrNone(after) };
}

function levelOrNone(level: Level | null): string {
  return level === null ? say('import.effect.noLevel') : say(`level.${level}`);
}

function competencyName(key: string, versions: readonly Catalogue[]): Phrase {
  const matches = versions.flatMap(({ competencies }) => competencies.filter((one) => one.key === key));
  return matches.at(-1)?.name ?? key;
}
