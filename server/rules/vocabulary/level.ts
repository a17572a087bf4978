/** The levels, lowest first. Nothing else defines their order. */
export const LEVELS = ['SILVER', 'GOLD'] as const;

export type Level = (typeof LEVELS)[number];

export function isAtLeast(level: Level, floor: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(floor);
}

export function lowerOf(a: Level, b: Level): Level {
  return isAtLeast(a, b) ? b : a;
}

export function higherOf(a: Level, b: Level): Level {
  return isAtLeast(a, b) ? a : b;
}

export function levelsAbove(level: Level): readonly Level[] {
  return LEVELS.slice(LEVELS.indexOf(level) + 1);
}

export function levelsUpTo(level: Level): readonly Level[] {
  return LEVELS.slice(0, LEVELS.indexOf(level) + 1);
}
