import type { Work } from '../vocabulary/work';

/**
 * Assigns members and hires to slots at the lowest total cost, by successive shortest paths. Each member fills at most
 * one slot. Null: the slots cannot be filled. Pauses after each slot.
 */
export function* assignCheapest(
  counts: readonly number[],
  costs: readonly (readonly number[])[],
  hireCosts: readonly number[],
): Work<Assignment | null> {
  const assignment = new CheapestAssignment(costs, hireCosts);
  for (let kind = 0; kind < counts.length; kind++) {
    for (let slot = 0; slot < (counts[kind] ?? 0); slot++) {
      if (!assignment.fill(kind)) return null;
      yield;
    }
  }
  return assignment;
}

export interface Assignment {
  /** The kind of slot that each member fills. Null: the member has no slot. */
  readonly kinds: readonly (number | null)[];
  readonly hires: readonly number[];
}

/** The end of an augmenting path: a free member or a hire (null) takes a slot of this kind. */
interface PathEnd {
  readonly kind: number;
  readonly member: number | null;
  readonly cost: number;
}

class CheapestAssignment implements Assignment {
  readonly kinds: (number | null)[];
  readonly hires: number[];
  readonly #costs: readonly (readonly number[])[];
  readonly #hireCosts: readonly number[];
  /** Ascending. An assigned member can change slots but stays assigned. */
  readonly #assigned: number[] = [];
  /**
   * By kind: the members who fit, the most expensive first, so that `pop` removes the cheapest. Among equally cheap
   * members, the member with the lowest index is last.
   */
  readonly #candidates: number[][] = [];

  constructor(costs: readonly (readonly number[])[], hireCosts: readonly number[]) {
    this.#costs = costs;
    this.#hireCosts = hireCosts;
    this.kinds = costs.map(() => null);
    this.hires = hireCosts.map(() => 0);
  }

  /** Fills one more slot of the kind along the cheapest augmenting path. False: no path exists. */
  fill(start: number): boolean {
    const { distance, from, mover } = this.#shortestPaths(start);
    let end: PathEnd = { kind: start, member: null, cost: Infinity };
    distance.forEach((length, kind) => {
      if (length === Infinity) return;
      const cheapest = this.#cheapestEnd(kind);
      if (length + cheapest.cost < end.cost) end = { ...cheapest, cost: length + cheapest.cost };
    });
    if (end.cost === Infinity) return false;
    if (end.member === null) this.hires[end.kind] = (this.hires[end.kind] ?? 0) + 1;
    else this.#assign(end.member, end.kind);
    for (let kind = end.kind; kind !== start; kind = from[kind] ?? start) {
      this.kinds[mover[kind] ?? 0] = from[kind] ?? start;
    }
    return true;
  }

  /** The lowest cost of moving the open slot from `start` to each other kind by reassigning members (Bellman-Ford). */
  #shortestPaths(start: number) {
    const kinds = this.#hireCosts.length;
    const distance = new Array<number>(kinds).fill(Infinity);
    const from = new Array<number>(kinds).fill(start);
    const mover = new Array<number>(kinds).fill(-1);
    distance[start] = 0;
    for (let changed = true, round = 0; changed && round < kinds; round++) {
      changed = false;
      for (const member of this.#assigned) {
        const current = this.kinds[member] ?? start;
        if (current === start) continue;
        const saved = this.#cost(member, current);
        for (let kind = 0; kind < kinds; kind++) {
          const length = (distance[kind] ?? Infinity) + this.#cost(member, kind) - saved;
          if (kind === current || !(length < (distance[current] ?? Infinity))) continue;
          distance[current] = length;
          from[current] = kind;
          mover[current] = member;
          changed = true;
        }
      }
    }
    return { distance, from, mover };
  }

  #assign(member: number, kind: number): void {
    this.kinds[member] = kind;
    this.#assigned.splice(this.#assigned.findLastIndex((other) => other < member) + 1, 0, member);
  }

  #cheapestEnd(kind: number): PathEnd {
    const hire: PathEnd = { kind, member: null, cost: this.#hireCosts[kind] ?? Infinity };
    const member = this.#cheapestFreeMember(kind);
    if (member === undefined) return hire;
    const cost = this.#cost(member, kind);
    return cost < hire.cost ? { kind, member, cost } : hire;
  }

  #cheapestFreeMember(kind: number): number | undefined {
    const candidates = (this.#candidates[kind] ??= this.#membersFor(kind));
    while (candidates.length > 0 && this.kinds[candidates.at(-1) ?? 0] !== null) candidates.pop();
    return candidates.at(-1);
  }

  #membersFor(kind: number): number[] {
    const byCost = Map.groupBy(this.kinds.keys(), (member) => this.#cost(member, kind));
    byCost.delete(Infinity);
    const costs = [...byCost.keys()].sort((a, b) => b - a);
    return costs.flatMap((cost) => (byCost.get(cost) ?? []).toReversed());
  }

  #cost(member: number, kind: number): number {
    return this.#costs[member]?.[kind] ?? Infinity;
  }
}
