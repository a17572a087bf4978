import { countsOn, type Day, type DifferingAnswer, type Effect } from '../../server/rules';

/** The effects in force on a day, in the format of the differences of `compare`. */
export function effectsOn(effects: readonly Effect[], day: Day): readonly object[] {
  return effects
    .filter((effect) => countsOn(effect, day))
    .map(({ from: _from, until: _until, ...answer }) => answer)
    .sort(byName);
}

export function asEffects(differences: readonly DifferingAnswer[]): readonly object[] {
  return differences
    .map((difference) =>
      difference.of === 'eligibleLevels'
        ? {
            of: 'eligible',
            before: difference.before.at(-1) ?? null,
            after: difference.after.at(-1) ?? null,
          }
        : difference,
    )
    .sort(byName);
}

function byName(a: object, b: object): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
