import type { Work } from '../vocabulary/work';

/**
 * Assigns members to slots at the least total cost, each member at most once: for each member the kind of slot (null:
 * none), and for each kind how many are hired; null, if the slots cannot be filled. Slot by slot, the cheapest change
 * of the assignment so far is made, which keeps it the cheapest (successive shortest paths). Pauses after each slot.
 */
export function* assignCheapest(
  counts: readonly number[],
  costs: readonly (readonly number[])[],
  hireCosts: readonly number[],
): Work<Assignment | null> {
  const assignment = new Assigning(costs, hireCosts);
  for (let kind = 0; kind < counts.length; kind++) {
    for (let slot = 0; slot < (counts[kind] ?? 0); slot++) {
      if (!assignment.fill(kind)) return null;
      yield;
    }
  }
  return assignment;
}

export interface Assignment {
  readonly kinds: readonly (number | null)[];
  readonly hires: readonly number[];
}

/** The end of a chain: somebody free, or a hire (null), takes a slot of this kind. */
interface End {
  readonly kind: number;
  readonly member: number | null;
  readonly cost: number;
}

class Assigning implements Assignment {
  readonly kinds: (number | null)[];
  readonly hires: number[];
  readonly #costs: readonly (readonly number[])[];
  readonly #hireCosts: readonly number[];
  /** Members that have a slot, in order. Who has one never stands up again. */
  readonly #seated: number[] = [];
  /** By kind: the members that it can take, the cheapest last; of equal ones the first last. */
  readonly #waiting: number[][] = [];

  constructor(costs: readonly (readonly number[])[], hireCosts: readonly number[]) {
    this.#costs = costs;
    this.#hireCosts = hireCosts;
    this.kinds = costs.map(() => null);
    this.hires = hireCosts.map(() => 0);
  }

  /** Fills one more slot of the kind: somebody moves to it, somebody else to where that one was, and so on. */
  fill(start: number): boolean {
    const { distance, from, mover } = this.#shortestWays(start);
    let end: End = { kind: start, member: null, cost: Infinity };
    distance.forEach((walked, kind) => {
      if (walked === Infinity) return;
      const nearest = this.#cheapestEnd(kind);
      if (walked + nearest.cost < end.cost) end = { ...nearest, cost: walked + nearest.cost };
    });
    if (end.cost === Infinity) return false;
    if (end.member === null) this.hires[end.kind] = (this.hires[end.kind] ?? 0) + 1;
    else this.#seat(end.member, end.kind);
    for (let kind = end.kind; kind !== start; kind = from[kind] ?? start) {
      this.kinds[mover[kind] ?? 0] = from[kind] ?? start;
    }
    return true;
  }

  /** How cheaply a gap at `start` can be turned into one at each other kind, by members who move. */
  #shortestWays(start: number) {
    const kinds = this.#hireCosts.length;
    const distance = new Array<number>(kinds).fill(Infinity);
    const from = new Array<number>(kinds).fill(start);
    const mover = new Array<number>(kinds).fill(-1);
    distance[start] = 0;
    for (let changed = true, round = 0; changed && round < kinds; round++) {
      changed = false;
      for (const member of this.#seated) {
        const seat = this.kinds[member] ?? start;
        if (seat === start) continue;
        const leaving = this.#cost(member, seat);
        for (let kind = 0; kind < kinds; kind++) {
          const walked = (distance[kind] ?? Infinity) + this.#cost(member, kind) - leaving;
          if (kind === seat || !(walked < (distance[seat] ?? Infinity))) continue;
          distance[seat] = walked;
          from[seat] = kind;
          mover[seat] = member;
          changed = true;
        }
      }
    }
    return { distance, from, mover };
  }

  #seat(member: number, kind: number): void {
    this.kinds[member] = kind;
    this.#seated.splice(this.#seated.findLastIndex((other) => other < member) + 1, 0, member);
  }

  #cheapestEnd(kind: number): End {
    const hire: End = { kind, member: null, cost: this.#hireCosts[kind] ?? Infinity };
    const member = this.#cheapestWaiting(kind);
    if (member === undefined) return hire;
    const cost = this.#cost(member, kind);
    return cost < hire.cost ? { kind, member, cost } : hire;
  }

  #cheapestWaiting(kind: number): number | undefined {
    const waiting = (this.#waiting[kind] ??= this.#membersFor(kind));
    while (waiting.length > 0 && this.kinds[waiting.at(-1) ?? 0] !== null) waiting.pop();
    return waiting.at(-1);
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
