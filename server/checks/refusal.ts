import type { RefusalCode } from '../../schema/refusal';
import type { Sentence } from '../messages';
import type { PurchaseCheck } from '../rules';

/** A refusal is part of the answer, not a GraphQL error. Its sentence is made when the answer is presented. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly path: readonly string[];
  readonly sentence: Sentence;
}

/** The refusal of a purchase by a check of its quote, which a presenter describes. */
export interface PurchaseRefusal extends Omit<Refusal, 'sentence'> {
  readonly check: PurchaseCheck;
}

export type AnyRefusal = Refusal | PurchaseRefusal;

/** Thrown to abort a command. The transaction is rolled back, and the refusals become the answer. */
export class Refused extends Error {
  constructor(readonly refusals: readonly AnyRefusal[]) {
    super(refusals.map((refusal) => reasonOf(refusal).key).join(', '));
  }
}

function reasonOf(refusal: AnyRefusal): { readonly key: string } {
  return 'check' in refusal ? refusal.check : refusal.sentence;
}

export function refuse(code: RefusalCode, path: readonly string[], sentence: Sentence): never {
  throw new Refused([{ code, path, sentence }]);
}

export function refuseAll(refusals: readonly (AnyRefusal | null)[]): void {
  const present = refusals.filter((refusal) => refusal !== null);
  if (present.length > 0) throw new Refused(present);
}
