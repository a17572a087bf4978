import { checkWellFormed } from '../../checks/text';
import type { Refusal } from '../../checks/refusal';
import { BadInput } from '../../request/bad-input';

/** Lets queries refuse the same arguments as commands, with the same messages. */
export function refuseInput(refusals: readonly (Refusal | null)[]): void {
  const messages = refusals.flatMap((refusal) => (refusal === null ? [] : [refusal.message]));
  if (messages.length > 0) throw new BadInput(messages.join(' '));
}

/** For a string that is looked up in the database unchanged, such as a key. */
export function refuseIllFormed(argument: string, value: string | null): void {
  if (value !== null) refuseInput([checkWellFormed([argument], value)]);
}
