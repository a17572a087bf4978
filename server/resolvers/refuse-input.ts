import type { Refusal } from '../commands/refusal';
import { BadInput } from '../request/bad-input';

/** What a command would refuse cannot be asked about either, and is told in the same words. */
export function refuseInput(refusals: readonly (Refusal | null)[]): void {
  const messages = refusals.flatMap((refusal) => (refusal === null ? [] : [refusal.message]));
  if (messages.length > 0) throw new BadInput(messages.join(' '));
}
