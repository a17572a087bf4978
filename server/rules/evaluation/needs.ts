import type { Need } from '../vocabulary/catalogue';

/** The parts of a need have lower numbers than the need itself. */
export interface NeedNode {
  readonly kind: Need['kind'];
  /** Empty unless the kind is `credential`. */
  readonly code: string;
  readonly parts: readonly number[];
  /** The needs that contain this need at any depth, each after its own parts. */
  readonly dependents: number[];
}

/** The distinct needs of one catalogue. A need that several paths share is evaluated only once. */
export class NeedTable {
  readonly nodes: NeedNode[] = [];
  readonly credentials = new Map<string, number>();
  readonly #numbers = new Map<string, number>();

  number(need: Need): number {
    if (need.kind === 'credential') return this.#credential(need.code);
    const parts = [...new Set(need.of.map((part) => this.number(part)))];
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return only;
    const name = `${need.kind} ${parts.join(' ')}`;
    return this.#numbers.get(name) ?? this.#add(name, { kind: need.kind, code: '', parts, dependents: [] });
  }

  /** `held` contains the need numbers of the credentials that a person holds. */
  satisfiedBy(held: ReadonlySet<number>, need: number): boolean {
    const node = this.nodes[need];
    if (node === undefined || node.kind === 'credential') return held.has(need);
    return node.kind === 'any'
      ? node.parts.some((part) => this.satisfiedBy(held, part))
      : node.parts.every((part) => this.satisfiedBy(held, part));
  }

  #credential(code: string): number {
    const existing = this.credentials.get(code);
    if (existing !== undefined) return existing;
    const number = this.#add(`credential ${code}`, { kind: 'credential', code, parts: [], dependents: [] });
    this.credentials.set(code, number);
    return number;
  }

  #add(name: string, node: NeedNode): number {
    const number = this.nodes.push(node) - 1;
    this.#numbers.set(name, number);
    for (const part of this.#allPartsOf(node)) this.nodes[part]?.dependents.push(number);
    return number;
  }

  #allPartsOf(node: NeedNode): ReadonlySet<number> {
    const parts = new Set<number>();
    const stack = [...node.parts];
    for (let part = stack.pop(); part !== undefined; part = stack.pop()) {
      if (parts.has(part)) continue;
      parts.add(part);
      stack.push(...(this.nodes[part]?.parts ?? []));
    }
    return parts;
  }
}

/** The credential codes of a need, duplicates included. */
export function credentialCodesIn(need: Need): readonly string[] {
  return need.kind === 'credential' ? [need.code] : need.of.flatMap(credentialCodesIn);
}
