import type { RefusalCode } from '../../schema/refusal';
import type { Problem } from '../catalogue/problem';
import type { Reason } from '../messages/refusal-values';
import type { PurchaseCheck } from '../rules';

/** A refusal is part of the answer, not a GraphQL error. Its sentence is made when the answer is presented. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly path: readonly string[];
  readonly sentence: Reason;
}

/** The refusal of a purchase by a check of its quote, which a presenter describes. */
export interface PurchaseRefusal extends Omit<Refusal, 'sentence'> {
  readonly check: PurchaseCheck;
}

/** The refusal of a document that has a problem. */
export interface DocumentRefusal extends Omit<Refusal, 'sentence'> {
  readonly problem: Problem;
}

export type AnyRefusal = Refusal | PurchaseRefusal | DocumentRefusal;

/** Thrown to abort a command. The transaction is rolled back, and the refusals become the answer. */
export class Refused extends Error {
  constructor(readonly refusals: readonly AnyRefusal[]) {
    super(refusals.map((refusal) => reasonOf(refusal).key).join(', '));
  }
}

function reasonOf(refusal: AnyRefusal): { readonly key: string } {
  if ('check' in refusal) return refusal.check;
  return 'problem' in refusal ? refusal.problem.sentence : refusal.sentence;
}

export function refuse(code: RefusalCode, path: readonly string[], sentence: Reason): never {
  throw new Refused([{ code, path, sentence }]);
}

export function refuseAll(refusals: readonly (AnyRefusal | null)[]): void {
  const present = refusals.filter((refusal) => refusal !== null);
  if (present.length > 0) throw new Refused(present);
}
