import { checkWellFormed } from '../../checks/text';
import type { Refusal } from '../../checks/refusal';
import { say } from '../../messages';
import { BadInput } from '../../request/bad-input';

/** What a command would refuse cannot be asked about either, and is told in the same words. */
export function refuseInput(refusals: readonly (Refusal | null)[]): void {
  const messages = refusals.flatMap((refusal) => (refusal === null ? [] : [refusal.message]));
  if (messages.length > 0) throw new BadInput(messages.join(' '));
}

/** For a text that the database looks for as it is given, such as a key. */
export function refuseIllFormed(argument: string, given: string | null): void {
  if (given !== null)
    refuseInput([checkWellFormed([argument], say('text.field', { field: argument }), given)]);
}
