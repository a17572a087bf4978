import type { Need } from '../vocabulary/catalogue';

/** One distinct need of a catalogue; its parts are other nodes, which always have lower numbers. */
export interface NeedNode {
  readonly kind: Need['kind'];
  /** Of a credential; else empty. */
  readonly code: string;
  readonly parts: readonly number[];
  /** Every need that this one is a part of, however deep, parts before wholes. */
  readonly wholes: number[];
}

/** All needs of one catalogue, each distinct one once, so that each is answered once for all paths. */
export class NeedTable {
  readonly nodes: NeedNode[] = [];
  /** The nodes of the credentials that any path asks for. */
  readonly credentials = new Map<string, number>();
  readonly #numbers = new Map<string, number>();

  /** The number of the node for this need. */
  number(need: Need): number {
    if (need.kind === 'credential') return this.#credential(need.code);
    const parts = [...new Set(need.of.map((part) => this.number(part)))];
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return only;
    const name = `${need.kind} ${parts.join(' ')}`;
    return this.#numbers.get(name) ?? this.#add(name, { kind: need.kind, code: '', parts, wholes: [] });
  }

  /** Whether who holds these credentials (by number) satisfies a need. */
  satisfiedBy(held: ReadonlySet<number>, need: number): boolean {
    const node = this.nodes[need];
    if (node === undefined || node.kind === 'credential') return held.has(need);
    return node.kind === 'any'
      ? node.parts.some((part) => this.satisfiedBy(held, part))
      : node.parts.every((part) => this.satisfiedBy(held, part));
  }

  #credential(code: string): number {
    const known = this.credentials.get(code);
    if (known !== undefined) return known;
    const number = this.#add(`credential ${code}`, { kind: 'credential', code, parts: [], wholes: [] });
    this.credentials.set(code, number);
    return number;
  }

  #add(name: string, node: NeedNode): number {
    const number = this.nodes.push(node) - 1;
    this.#numbers.set(name, number);
    for (const part of this.#partsOf(node)) this.nodes[part]?.wholes.push(number);
    return number;
  }

  #partsOf(node: NeedNode): ReadonlySet<number> {
    const found = new Set<number>();
    const waiting = [...node.parts];
    for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
      if (found.has(part)) continue;
      found.add(part);
      waiting.push(...(this.nodes[part]?.parts ?? []));
    }
    return found;
  }
}

/** Every code that a need asks for, as often as it does. */
export function codesIn(need: Need): readonly string[] {
  return need.kind === 'credential' ? [need.code] : need.of.flatMap(codesIn);
}
