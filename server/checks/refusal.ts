import type { RefusalCode } from '../../schema/refusal';

/** A refusal is part of the answer, not a GraphQL error. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  readonly path: readonly string[];
}

/** Thrown to abort a command. The transaction is rolled back, and the refusals become the answer. */
export class Refused extends Error {
  constructor(readonly refusals: readonly Refusal[]) {
    super(refusals.map(({ message }) => message).join(' '));
  }
}

export function refuse(code: RefusalCode, path: readonly string[], message: string): never {
  throw new Refused([{ code, message, path }]);
}

export function refuseAll(refusals: readonly (Refusal | null)[]): void {
  const present = refusals.filter((refusal) => refusal !== null);
  if (present.length > 0) throw new Refused(present);
}
