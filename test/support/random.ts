/** Pseudo-random numbers from a seed, so that a failure can be reproduced. */
export interface Random {
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
}

export function seededRandom(seed: number): Random {
  let state = (seed % 2_147_483_646) + 1;
  const below = (limit: number) => {
    // A multiplicative generator (MINSTD).
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
  return {
    below,
    pick(items) {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('Nothing can be picked from an empty list.');
      return item;
    },
  };
}
