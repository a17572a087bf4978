import type { RefusalCode } from '../../schema/refusal';

/** Why a command is not done. A refusal is an answer, not a fault. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  readonly path: readonly string[];
}

/** Leaves a command with its refusals, and its transaction without effect. */
export class Refused extends Error {
  constructor(readonly refusals: readonly Refusal[]) {
    super(refusals.map(({ message }) => message).join(' '));
  }
}

export function refuse(code: RefusalCode, path: readonly string[], message: string): never {
  throw new Refused([{ code, message, path }]);
}

/** Refuses everything that is wrong at once, so that the caller need not find out one by one. */
export function refuseAll(refusals: readonly (Refusal | null)[]): void {
  const found = refusals.filter((refusal) => refusal !== null);
  if (found.length > 0) throw new Refused(found);
}
