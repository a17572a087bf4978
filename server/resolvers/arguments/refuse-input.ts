import { checkWellFormed } from '../../checks/text';
import type { Refusal } from '../../checks/refusal';
import { BadInput } from '../../request/bad-input';

/** Lets queries refuse the same arguments as commands, with the same messages, codes and paths. */
export function refuseInput(checks: readonly (Refusal | null)[]): void {
  const [first, ...others] = checks.filter((refusal) => refusal !== null);
  if (first !== undefined) throw new BadInput(first, ...others);
}

/** For a string that is looked up in the database unchanged, such as a key. */
export function refuseIllFormed(path: readonly string[], value: string | null): void {
  if (value !== null) refuseInput([checkWellFormed(path, value)]);
}
